package dev.spotdock.auctions.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.FindPriceShare;
import dev.spotdock.auctions.FindPriceShare.PriceShare;
import dev.spotdock.auctions.ListPrices;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.pool.AuctionsProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PriceShareTests {

    private static final Duration DAY = Duration.ofDays(1);
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Market market = Market.fresh();
    private final Instant now = market.now();

    private void price(String pool, long unitPrice, Duration ago) {
        market.at(now.minus(ago));
        new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                .executeWithoutResult(_ ->
                        market.bean(PriceHistory.class)
                                .record(pool, unitPrice, null, market.now()));
        market.at(now);
    }

    private PriceShare share(@Nullable Long unitPrice) {
        return market.bean(PriceQueries.class)
                .handle(new FindPriceShare("default", unitPrice, now))
                .orElseThrow();
    }

    private List<Tick> ticks(String pool) {
        return market.bean(PriceQueries.class)
                .handle(new ListPrices(pool, null, Instant.EPOCH, now.plus(DAY), 10));
    }

    @Test
    void aPriceHoldsUntilTheNextAlsoIntoTheWindow() {
        price("default", 7, Duration.ofHours(90)); // was over before
        price("default", 30, Duration.ofHours(30)); // held at the window's start, for 14 h of it
        price("default", 10, Duration.ofHours(10)); // 6 h
        price("default", 50, Duration.ofHours(4)); // 1 h
        price("default", 10, Duration.ofHours(3)); // 3 h
        price("dear", 1, Duration.ofHours(2));
        assertThat(share(10L))
                .isEqualTo(new PriceShare(now.minus(DAY), now, 9 * HOUR, 10, 10, 30, 30, 30));
        assertThat(share(30L).millisAtOrBelow()).isEqualTo(23 * HOUR);
        assertThat(share(9L).millisAtOrBelow()).isZero();
        assertThat(share(null).millisAtOrBelow()).isNull();
    }

    @Test
    void timeBeforeTheFirstPriceDoesNotCount() {
        price("default", 10, Duration.ofHours(4));
        price("default", 20, Duration.ofHours(1));
        assertThat(share(10L))
                .isEqualTo(
                        new PriceShare(
                                now.minus(Duration.ofHours(4)), now, 3 * HOUR, 10, 10, 10, 10, 20));
    }

    @Test
    void aPoolWithoutPricesHadItsFloorAllTheTime() {
        assertThat(share(10_000L))
                .isEqualTo(
                        new PriceShare(
                                now.minus(DAY),
                                now,
                                24 * HOUR,
                                10_000,
                                10_000,
                                10_000,
                                10_000,
                                10_000));
        assertThat(share(9_999L).millisAtOrBelow()).isZero();
        assertThat(market.bean(PriceQueries.class).handle(new FindPriceShare("nowhere", null, now)))
                .isEmpty();
    }

    @Test
    void pricesAreForgottenWhenTheyEndedLongAgo() {
        price("default", 1, Duration.ofDays(200));
        price("default", 2, Duration.ofDays(100)); // holds until 80 days ago
        price("default", 3, Duration.ofDays(80));
        price("dear", 4, Duration.ofDays(300)); // holds
        market.runOnly("price-retention");
        assertThat(ticks("default")).extracting(Tick::unitPrice).containsExactly(3L, 2L);
        assertThat(ticks("dear")).extracting(Tick::unitPrice).containsExactly(4L);
        market.runOnly("price-retention");
        assertThat(ticks("default")).hasSize(2);
        assertThat(market.bean(AuctionsProperties.class).priceRetention())
                .isEqualTo(Duration.ofDays(90));
    }
}
