package dev.spotdock.auctions.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.pricing.rule.PayAsBid;
import dev.spotdock.auctions.pricing.rule.UniformPricing;
import dev.spotdock.kernel.resources.SlotShape;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PoolsTests {

    private static Pools pools(Map<String, String> properties) {
        return new Pools(
                new Binder(new MapConfigurationPropertySource(properties))
                        .bindOrCreate("spotdock", PoolsProperties.class));
    }

    @Test
    void theDefaultPoolIsAlwaysThere() {
        Pool pool = pools(Map.of()).find("default").orElseThrow();
        assertThat(pool)
                .isEqualTo(
                        new Pool(
                                "default",
                                new UniformPricing(),
                                10_000,
                                500,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(10),
                                true,
                                SlotShape.DEFAULT));
    }

    @Test
    void everySettingIsRead() {
        Pools pools =
                pools(
                        Map.ofEntries(
                                Map.entry("spotdock.pools.gpu.floor-price", "1.5"),
                                Map.entry("spotdock.pools.gpu.pricing", "pay-as-bid"),
                                Map.entry("spotdock.pools.gpu.minimum-step", "0.025"),
                                Map.entry("spotdock.pools.gpu.min-run", "2m"),
                                Map.entry("spotdock.pools.gpu.notice", "5s"),
                                Map.entry("spotdock.pools.gpu.free-if-evicted-within", "0s"),
                                Map.entry("spotdock.pools.gpu.stop-timeout", "1s"),
                                Map.entry("spotdock.pools.gpu.eviction-must-gain", "false"),
                                Map.entry("spotdock.pools.gpu.slot-cpu", "500m"),
                                Map.entry("spotdock.pools.gpu.slot-memory", "1Gi"),
                                Map.entry("spotdock.pools.gpu.slots-per-gpu", "8")));
        assertThat(pools.all()).extracting(Pool::name).containsExactly("default", "gpu");
        assertThat(pools.find("gpu"))
                .contains(
                        new Pool(
                                "gpu",
                                new PayAsBid(),
                                1_500_000,
                                250,
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(5),
                                Duration.ZERO,
                                Duration.ofSeconds(1),
                                false,
                                new SlotShape(500, 1024, 8)));
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        assertThatThrownBy(() ->
                        pools(
                                Map.of(
                                        "spotdock.pools.a.floor-price", "cheap",
                                        "spotdock.pools.a.pricing", "free",
                                        "spotdock.pools.a.notice", "-1s",
                                        "spotdock.pools.a.slot-cpu", "0",
                                        "spotdock.pools.b.minimum-step", "5",
                                        "spotdock.pools.b.slots-per-gpu", "0")))
                .hasMessageContaining("spotdock.pools.a.floor-price must be a plain decimal")
                .hasMessageContaining("spotdock.pools.a.pricing must be uniform or pay-as-bid")
                .hasMessageContaining("spotdock.pools.a.notice must be 0 to 24 h")
                .hasMessageContaining("spotdock.pools.a.slot-cpu and slot-memory must be more")
                .hasMessageContaining("spotdock.pools.b.minimum-step must be a share such as 5%")
                .hasMessageContaining("spotdock.pools.b.slots-per-gpu must be 1 to 10000");
    }

    @Test
    void aBidWhosePoolIsGoneKeepsTheDefaultRules() {
        assertThat(pools(Map.of()).rulesFor("gone").name()).isEqualTo("default");
    }
}
