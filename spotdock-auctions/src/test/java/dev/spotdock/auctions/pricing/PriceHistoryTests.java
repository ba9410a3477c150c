package dev.spotdock.auctions.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.ListPrices;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.PriceCause;
import dev.spotdock.auctions.PriceChanged;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PriceHistoryTests {

    private static final BidId BID = new BidId(new UUID(1, 1));
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private final Market market = Market.fresh();
    private final PriceHistory prices = market.bean(PriceHistory.class);
    private final Instant start = market.now();

    private boolean record(long unitPrice, @Nullable BidId bidId, Instant at) {
        return Boolean.TRUE.equals(
                new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                        .execute(_ -> prices.record("default", unitPrice, bidId, at)));
    }

    private List<Tick> list(@Nullable AccountId viewer) {
        return market.bean(PriceQueries.class)
                .handle(new ListPrices("default", viewer, Instant.EPOCH, FAR, 1000));
    }

    @Test
    void theFirstPriceIsRecordedWhateverItIs() {
        assertThat(prices.latest("default")).isEmpty();
        assertThat(record(10_000, null, start)).isTrue();
        assertThat(prices.latest("default"))
                .contains(new Tick(start, 10_000, PriceCause.FLOOR, null));
        assertThat(prices.latest("dear")).isEmpty();
        assertThat(market.events().of(PriceChanged.class))
                .containsExactly(new PriceChanged("default", 10_000, null, null, start));
    }

    @Test
    void theSamePriceIsNotRecordedAgain() {
        record(10_000, null, start);
        assertThat(record(10_000, BID, start.plusSeconds(5))).isFalse();
        assertThat(record(20_000, BID, start.plusSeconds(5))).isTrue();
        assertThat(market.events().of(PriceChanged.class))
                .last()
                .isEqualTo(new PriceChanged("default", 20_000, 10_000L, BID, start.plusSeconds(5)));
        assertThat(list(null)).hasSize(2);
    }

    @Test
    void thereIsAtMostOnePerSecondAndEachIsLater() {
        record(1, null, start.plusMillis(100));
        assertThat(record(2, BID, start.plusMillis(999))).isFalse();
        assertThat(record(2, BID, start.minusSeconds(1))).isFalse();
        assertThat(record(2, BID, start.plusMillis(1000).plusNanos(999))).isTrue();
        assertThat(prices.latest("default"))
                .contains(new Tick(start.plusMillis(1000), 2, PriceCause.WAITING_BID, BID));
    }

    @Test
    void theTableKeepsASecondToOneTick() {
        record(1, null, start.plusMillis(100));
        assertThatThrownBy(() ->
                        market.jdbc()
                                .sql(
                                        """
                                        insert into auctions.price_tick
                                        select pool, at + interval '1 ms', 2, null, 'FLOOR'
                                        from auctions.price_tick
                                        """)
                                .update())
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void whatIsRolledBackWasNeverThePrice() {
        new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> {
                    prices.record("default", 5, null, start);
                    status.setRollbackOnly();
                });
        assertThat(prices.latest("default")).isEmpty();
        assertThat(market.events().of(PriceChanged.class)).isEmpty();
    }

    /** Each tells the price before it as it is in the table: nobody overtook anybody. */
    @Test
    void recordersThatRaceFormOneHistory() throws Exception {
        int threads = 4;
        for (int round = 0; round < 50; round++) {
            CyclicBarrier together = new CyclicBarrier(threads);
            Instant second = start.plusSeconds(10L * round);
            List<CompletableFuture<Void>> racers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                long price = 100L * round + i;
                Instant at = second.plusSeconds(i / 2).plusMillis(i);
                racers.add(
                        CompletableFuture.runAsync(() -> {
                            await(together);
                            record(price, BID, at);
                        }));
            }
            for (CompletableFuture<Void> racer : racers) {
                racer.get();
            }
        }
        List<Tick> ticks = list(null).reversed();
        assertThat(ticks).hasSizeBetween(50, 100);
        assertThat(market.events().of(PriceChanged.class)).hasSameSizeAs(ticks);
        Long before = null;
        for (Tick tick : ticks) {
            assertThat(market.events().of(PriceChanged.class))
                    .contains(
                            new PriceChanged("default", tick.unitPrice(), before, BID, tick.at()));
            before = tick.unitPrice();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBidIsNamedToItsOwnerAndToOperatorsOnly() {
        BidId own = market.accepted().bidId();
        record(1_000_000, own, start);
        assertThat(list(Market.OWNER)).extracting(Tick::bidId).containsExactly(own);
        assertThat(list(null)).extracting(Tick::bidId).containsExactly(own);
        Tick hidden = new Tick(start, 1_000_000, PriceCause.WAITING_BID, null);
        assertThat(list(new AccountId(new UUID(9, 9)))).containsExactly(hidden);
    }

    @Test
    void theNewestComeFirstWithinTheTimeAskedFor() {
        for (int i = 0; i < 5; i++) {
            record(i, null, start.plusSeconds(i));
        }
        assertThat(
                        market.bean(PriceQueries.class)
                                .handle(
                                        new ListPrices(
                                                "default",
                                                null,
                                                start.plusSeconds(1),
                                                start.plusSeconds(4),
                                                2)))
                .extracting(Tick::unitPrice)
                .containsExactly(3L, 2L);
        assertThat(
                        market.bean(PriceQueries.class)
                                .handle(new ListPrices("dear", null, Instant.EPOCH, FAR, 10)))
                .isEmpty();
    }
}
