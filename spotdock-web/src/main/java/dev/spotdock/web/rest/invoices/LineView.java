package dev.spotdock.web.rest.invoices;

import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** A stretch of an allocation's run time at one rate. */
@Schema(
        name = "InvoiceLine",
        description =
                "In micro-units: amount = floor((carried + ratePerHourMicros * milliseconds) /"
                        + " 3600000).")
record LineView(
        @Schema(allowableValues = {"usage", "refund"}) String kind,
        @Schema(description = "a charge that a refund of the same invoice takes back")
                boolean reversed,
        @Schema(description = "of a month that was closed before") boolean correction,
        UUID bidId,
        UUID allocationId,
        @Schema(description = "its first slice, counted from 1 per allocation") int slice,
        Instant from,
        @Schema(description = "exclusive") Instant to,
        long milliseconds,
        long ratePerHourMicros,
        @Schema(
                        minimum = "0",
                        maximum = "3599999",
                        description =
                                "the part of a micro-unit that the allocation's time before left"
                                        + " over, in micro-units * milliseconds per hour")
                long carried,
        @Schema(description = "what the time costs") AmountView amount,
        @Schema(
                        description =
                                "what was taken, or given back; less than the amount where the"
                                        + " money ended: the rest is the platform's loss")
                AmountView charged,
        @Schema(description = "on the balance; negative leaves the wallet") AmountView effect) {

    static LineView of(InvoiceLine line, Invoice invoice, SiteCurrency site) {
        InvoiceLine.Place place = line.place();
        return new LineView(
                place.refund() ? "refund" : "usage",
                line.reversed(),
                place.from().isBefore(invoice.from()),
                place.bidId().value(),
                place.allocationId().value(),
                place.slice(),
                place.from(),
                line.to(),
                line.milliseconds(),
                line.ratePerHourMicros(),
                line.carried(),
                site.amount(line.amount()),
                site.amount(line.charged()),
                site.amount(line.effect()));
    }
}
