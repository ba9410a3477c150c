package dev.spotdock.web.rest.pools;

import dev.spotdock.auctions.PoolDetails;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.ResourcesView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A pool: one market. */
@Schema(name = "Pool")
record PoolView(
        @Schema(example = "default") String name,
        @Schema(example = "docker", description = "null while the pool has no node")
                @Nullable String provider,
        @Schema(allowableValues = {"uniform", "pay-as-bid"}) String pricing,
        PriceView floorPrice,
        PriceView marketPrice,
        @Schema(description = "the pricing unit of capacity") SlotView slot,
        ResourcesView capacity,
        ResourcesView used,
        int nodes,
        long waiting,
        long running,
        @Schema(type = "string", format = "duration", example = "PT1M") Duration minRun,
        @Schema(type = "string", format = "duration", example = "PT30S") Duration notice) {

    static PoolView of(PoolDetails pool, @Nullable String provider, SiteCurrency site) {
        return new PoolView(
                pool.name(),
                provider,
                pool.pricing(),
                site.perSlotHour(pool.floorPrice()),
                site.perSlotHour(pool.marketPrice()),
                SlotView.of(pool.slot()),
                ResourcesView.of(pool.capacity()),
                ResourcesView.of(pool.used()),
                pool.nodes(),
                pool.waiting(),
                pool.running(),
                pool.minRun(),
                pool.notice());
    }
}
