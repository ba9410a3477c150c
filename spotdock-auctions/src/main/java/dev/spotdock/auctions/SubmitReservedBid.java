package dev.spotdock.auctions;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts a bid into the account's own reservation, beside the book. It was paid for: it has no price,
 * nothing is held and nothing charged. It waits until the reservation begins, is never outbid, and
 * is stopped when the reservation ends; one that waits even then expires.
 *
 * @param bidId new, chosen by the caller; the same id again is a bug
 * @param resources as of {@link SubmitBid}; at most what open bids leave of the reservation
 * @param maxRuntime per attempt; null: no limit but the reservation's end
 * @param onEviction what becomes of it when its node is lost or drained
 * @param at now
 */
public record SubmitReservedBid(
        BidId bidId,
        AccountId accountId,
        ReservationId reservationId,
        Resources resources,
        ContainerSpec container,
        @Nullable Duration maxRuntime,
        OnEviction onEviction,
        Instant at)
        implements Command<Outcome<BidDetails, BidRejection>> {}
