package dev.spotdock.billing.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code billing.transfer}.
 *
 * @param wallet whose balance is known after it; null: it touches no wallet
 * @param balanceAfter the wallet's, micro-units; 0 without one
 * @param reference the hold's that was captured, or whose capture is paid out; null: none is
 */
record Row(
        UUID entryId,
        UUID debit,
        UUID credit,
        long amount,
        String kind,
        Instant at,
        @Nullable UUID wallet,
        long balanceAfter,
        Line.@Nullable SliceKey slice,
        @Nullable UUID reference) {

    @Nullable UUID bidId() {
        return slice == null ? null : slice.bidId().value();
    }

    @Nullable UUID allocationId() {
        return slice == null ? null : slice.allocationId().value();
    }

    @Nullable Integer sliceNumber() {
        return slice == null ? null : slice.number();
    }
}
