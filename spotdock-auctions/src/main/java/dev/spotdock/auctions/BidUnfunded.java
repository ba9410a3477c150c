package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bid whose attempt ended early waits outside the book, because its hold cannot be topped up now.
 * As soon as it can, {@link BidRequeued} tells that it is in the book again.
 *
 * @param cause why the attempt ended
 * @param required in addition to what is left of its hold
 * @param available what is free instead, less than that
 * @param expiresAt when it gives up; null: never
 */
public record BidUnfunded(
        BidId bidId,
        AccountId accountId,
        String pool,
        ReasonCode cause,
        Money required,
        Money available,
        long version,
        @Nullable Instant expiresAt,
        Instant at)
        implements BidEvent {}
