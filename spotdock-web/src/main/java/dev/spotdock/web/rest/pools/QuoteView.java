package dev.spotdock.web.rest.pools;

import dev.spotdock.auctions.FindQuote;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What it takes to run a shape now. */
@Schema(name = "Quote")
record QuoteView(
        boolean wouldRun,
        @Schema(description = "the lowest effective unit price that suffices")
                @Nullable PriceView unitPrice,
        @Schema(description = "the lowest maxPrice that makes it, surcharge included, exact")
                @Nullable PriceView price,
        int surchargePercent,
        EvictsView evicts,
        @Schema(example = "minimum-run", description = "what no price overcomes now")
                @Nullable String blockedBy,
        @Schema(
                        description =
                                "when it would start, at the latest, if work has to be stopped"
                                        + " first; or when it could be possible. null: now, or"
                                        + " not known")
                @Nullable Instant possibleAt,
        @Schema(description = "the same in a sentence") String reason) {

    static QuoteView of(FindQuote.Quote quote, SiteCurrency site) {
        return switch (quote) {
            case FindQuote.Possible possible ->
                    new QuoteView(
                            true,
                            site.perSlotHour(possible.effectiveUnitPrice()),
                            site.price(new Price(possible.maxPricePerHour(), Per.HOUR)),
                            possible.surchargePercent(),
                            new EvictsView(possible.evicted(), possible.evictedMilliSlots()),
                            null,
                            possible.from(),
                            sentence(possible));
            case FindQuote.Impossible(var surchargePercent, var reason) ->
                    new QuoteView(
                            false,
                            null,
                            null,
                            surchargePercent,
                            new EvictsView(0, 0),
                            reason.code().wireName(),
                            reason.next(),
                            reason.message());
        };
    }

    private static String sentence(FindQuote.Possible possible) {
        if (possible.evicted() == 0) {
            return "Runs at once, on free capacity.";
        }
        return possible.from() == null
                ? "Runs as soon as work that has not started yet has made room."
                : "Runs when cheaper work has had its notice.";
    }

    /** Who would have to go. No identities. */
    @Schema(name = "QuoteEvicts")
    record EvictsView(int count, long milliSlots) {}
}
