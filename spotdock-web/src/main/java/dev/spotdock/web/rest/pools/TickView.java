package dev.spotdock.web.rest.pools;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A market price from then on. */
@Schema(name = "PriceTick")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TickView(
        Instant at,
        PriceView unitPrice,
        @Schema(allowableValues = {"floor", "waiting-bid"}) String cause,
        @Schema(description = "the bid that set it, for its owner and operators only")
                @Nullable String bid) {

    static TickView of(Tick tick, SiteCurrency site) {
        return new TickView(
                tick.at(),
                site.perSlotHour(tick.unitPrice()),
                tick.cause().wireName(),
                tick.bidId() == null ? null : tick.bidId().toString());
    }
}
