package dev.spotdock.web.rest.wallet;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spotdock.billing.ListEntries.Entry;
import dev.spotdock.billing.ListEntries.Slice;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One change of a wallet's balance. */
@Schema(name = "WalletEntry")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryView(
        Instant at,
        @Schema(allowableValues = {"deposit", "charge", "refund", "purchase", "sale"}) String kind,
        @Schema(description = "negative leaves the wallet") AmountView amount,
        @Schema(description = "after it") AmountView balance,
        @Nullable UUID bidId,
        @Nullable UUID allocationId,
        @Schema(description = "counted from 1 per allocation") @Nullable Integer slice,
        @Nullable ArithmeticView arithmetic) {

    static EntryView of(Entry entry, SiteCurrency site) {
        BidId bid = entry.bidId();
        AllocationId allocation = entry.allocationId();
        Slice slice = entry.slice();
        return new EntryView(
                entry.at(),
                entry.kind(),
                site.amount(entry.amount()),
                site.amount(entry.balance()),
                bid == null ? null : bid.value(),
                allocation == null ? null : allocation.value(),
                slice == null ? null : slice.number(),
                slice == null ? null : ArithmeticView.of(slice, site));
    }

    /** How a charge came about. */
    @Schema(
            name = "Arithmetic",
            description =
                    "from (inclusive) to (exclusive) at a rate. The slice's amount is what is due"
                            + " for the allocation until \"to\" less what was charged before, so"
                            + " that rounding never adds up; all slices together are rounded down"
                            + " once.")
    record ArithmeticView(
            Instant from,
            Instant to,
            long milliseconds,
            long ratePerHourMicros,
            AmountView amount) {

        static ArithmeticView of(Slice slice, SiteCurrency site) {
            return new ArithmeticView(
                    slice.from(),
                    slice.to(),
                    Duration.between(slice.from(), slice.to()).toMillis(),
                    slice.ratePerHourMicros(),
                    site.amount(slice.amount()));
        }
    }
}
