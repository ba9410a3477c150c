package dev.spotdock.billing.ledger;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: an amount that a wallet and a platform account exchange.
 *
 * @param entryId the journal entry that the line belongs to
 * @param amount more than zero, micro-units
 * @param balanceAfter the wallet's, after this line
 * @param slice what was charged or refunded; null for deposits
 */
public record Line(
        UUID entryId,
        Kind kind,
        AccountId wallet,
        long amount,
        long balanceAfter,
        Instant at,
        @Nullable SliceKey slice)
        implements Posting {

    /** Names a slice of a bid's allocation. */
    public record SliceKey(BidId bidId, AllocationId allocationId, int number) {}

    /** Where the money comes from and goes to. */
    public enum Kind {
        DEPOSIT(PlatformAccount.DEPOSITS, true),
        CHARGE(PlatformAccount.REVENUE, false),
        REFUND(PlatformAccount.REFUNDS, true);

        private final PlatformAccount other;
        private final boolean credits;

        Kind(PlatformAccount other, boolean credits) {
            this.other = other;
            this.credits = credits;
        }

        private String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Row row() {
        UUID other = kind.other.id();
        return new Row(
                entryId,
                kind.credits ? other : wallet.value(),
                kind.credits ? wallet.value() : other,
                amount,
                kind.wireName(),
                at,
                wallet.value(),
                balanceAfter,
                slice,
                null);
    }
}
