package dev.spotdock.web.rest.pools;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spotdock.auctions.FindPriceShare.PriceShare;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a pool's price was spread over the last 24 h. */
@Schema(name = "PriceShare")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PriceShareView(
        @Schema(description = "24 h ago, or the pool's first price if that is later") Instant from,
        Instant to,
        @Schema(description = "the lowest price that was enough for so much of the time")
                Percentiles percentiles,
        @Schema(description = "as asked for") @Nullable PriceView unitPrice,
        @Schema(
                        example = "0.9731",
                        description =
                                "share of the time in which it would have run, rounded down to four"
                                        + " decimals")
                @Nullable BigDecimal shareAtOrBelow) {

    static PriceShareView of(PriceShare share, @Nullable Long unitPrice, SiteCurrency site) {
        Long millis = share.millisAtOrBelow();
        return new PriceShareView(
                share.from(),
                share.to(),
                new Percentiles(
                        site.perSlotHour(share.p10()),
                        site.perSlotHour(share.p25()),
                        site.perSlotHour(share.p50()),
                        site.perSlotHour(share.p75()),
                        site.perSlotHour(share.p90())),
                unitPrice == null ? null : site.perSlotHour(unitPrice),
                millis == null
                        ? null
                        : ratio(millis, Duration.between(share.from(), share.to()).toMillis()));
    }

    /** Rounded down, so that 1 means always. */
    private static BigDecimal ratio(long millis, long all) {
        return all == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(millis).divide(BigDecimal.valueOf(all), 4, RoundingMode.DOWN);
    }

    @Schema(name = "PricePercentiles")
    record Percentiles(PriceView p10, PriceView p25, PriceView p50, PriceView p75, PriceView p90) {}
}
