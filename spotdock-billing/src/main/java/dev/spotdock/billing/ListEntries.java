package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a wallet's {@link Entry}s, newest first.
 *
 * @param before only positions smaller than this; {@link Long#MAX_VALUE} for the newest
 * @param limit at least 1
 */
public record ListEntries(AccountId accountId, long before, int limit) {

    /**
     * One change of a wallet's balance.
     *
     * @param position grows with every entry of the installation
     * @param kind {@code deposit}, {@code charge}, {@code refund}, {@code purchase} or {@code sale}
     * @param amount signed: negative leaves the wallet
     * @param balance after it
     * @param slice what was charged or refunded; null for deposits, purchases and sales. Its amount
     *     is more than the entry's where the money did not suffice
     */
    public record Entry(
            long position,
            Instant at,
            String kind,
            Money amount,
            Money balance,
            @Nullable BidId bidId,
            @Nullable AllocationId allocationId,
            @Nullable Slice slice) {}

    /**
     * What a charge is for; {@code amount} is the difference of two cumulative dues, so that
     * rounding never adds up.
     *
     * @param number counted from 1 per allocation
     * @param from inclusive
     * @param to exclusive
     */
    public record Slice(
            int number, Instant from, Instant to, long ratePerHourMicros, Money amount) {}
}
