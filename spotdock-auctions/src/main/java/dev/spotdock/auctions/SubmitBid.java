package dev.spotdock.auctions;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts a bid into a pool's order book. Sixty seconds at its maximum are held from the wallet.
 *
 * @param bidId new, chosen by the caller; the same id again is a bug
 * @param resources at least 10 cpuMillis and 6 MiB; bounds are the caller's (see {@link BidLimits})
 * @param maxPrice maximum for the whole container
 * @param validFor how long it may wait, from each return to the book; null: for ever
 * @param maxRuntime per attempt; null: no limit
 * @param notice warning before an eviction, 0 s to 300 s; null: the pool's
 * @param minRun run time during which no eviction is noticed, 0 to 30 min; null: the pool's
 * @param alertPercent percent of its effective unit price at which a running bid is at risk, 1-100
 * @param budget what all attempts together may cost; null: no limit
 * @param at now
 */
public record SubmitBid(
        BidId bidId,
        AccountId accountId,
        String pool,
        Resources resources,
        Price maxPrice,
        ContainerSpec container,
        @Nullable Duration validFor,
        @Nullable Duration maxRuntime,
        OnEviction onEviction,
        @Nullable Duration notice,
        @Nullable Duration minRun,
        int alertPercent,
        @Nullable Money budget,
        Instant at)
        implements Command<Outcome<BidDetails, BidRejection>> {}
