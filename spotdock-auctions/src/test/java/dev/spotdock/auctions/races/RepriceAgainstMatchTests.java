package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepriceAgainstMatchTests {

    private static final long LOW = 1_000_000;
    private static final long MIDDLE = 1_500_000;
    private static final long HIGH = 2_000_000;

    private final Arena arena = new Arena(Market.fresh());
    private final MarketInvariants invariants = new MarketInvariants(arena.market);

    @BeforeEach
    void oneSlot() {
        arena.market.node("n1", 1000, 2048);
    }

    /** Matched at the price that it had, or behind the other one: never at a price that is past. */
    @Test
    void aBidLoweredWhileItIsMatchedRunsOnlyIfItWasMatchedBefore() throws Exception {
        try (Duel duel = new Duel("match against a lower maximum")) {
            duel.play(() -> {
                BidId lowered = arena.bid(HIGH);
                BidId other = arena.bid(MIDDLE);
                arena.market.project();
                duel.together(arena::matchOnly, () -> reprice(lowered, LOW));
                boolean matched = arena.row(lowered).status() == BidStatus.MATCHED;
                assertThat(priceOf(lowered)).isEqualTo(matched ? HIGH : LOW);
                arena.match();
                arena.match();
                assertThat(arena.row(matched ? lowered : other).status())
                        .isEqualTo(BidStatus.MATCHED);
                onePlaced(matched ? lowered : other, matched ? other : lowered);
                return matched;
            });
        }
    }

    /** Once it runs, the other one waits for its minimum run. */
    @Test
    void aBidRaisedWhileAnotherIsMatchedIsFirstOnlyIfTheBookKnewBefore() throws Exception {
        try (Duel duel = new Duel("match against a higher maximum")) {
            duel.play(() -> {
                BidId raised = arena.bid(LOW);
                BidId other = arena.bid(MIDDLE);
                arena.market.project();
                duel.together(
                        arena::matchOnly,
                        () -> {
                            reprice(raised, HIGH);
                            arena.market.project();
                            return true;
                        });
                assertThat(priceOf(raised)).isEqualTo(HIGH);
                boolean otherFirst = arena.row(other).attempts() == 1;
                BidId first = otherFirst ? other : raised;
                assertThat(arena.row(first).status()).isEqualTo(BidStatus.MATCHED);
                arena.start(first);
                arena.match();
                onePlaced(first, otherFirst ? raised : other);
                return otherFirst;
            });
        }
    }

    /** It pays more than the newcomer in the end: it is not noticed, or no longer. */
    @Test
    void aVictimThatRaisesItsMaximumIsNotStopped() throws Exception {
        try (Duel duel = new Duel("notice against a higher maximum")) {
            duel.play(() -> {
                BidId victim = arena.running();
                arena.market.pass(Arena.LONG_ENOUGH);
                BidId dear = arena.bid(Arena.DEARER);
                arena.market.project();
                duel.together(arena::matchOnly, () -> reprice(victim, HIGH));
                boolean noticed = arena.row(victim).noticed();
                arena.market.pass(Duration.ofSeconds(2));
                arena.match();
                assertThat(arena.row(victim).noticed()).isFalse();
                arena.market.pass(Arena.NOTICE);
                arena.deadlines();
                assertThat(arena.stops(victim)).isEmpty();
                assertThat(arena.market.count("nomination")).isZero();
                onePlaced(victim, dear);
                return noticed;
            });
        }
    }

    private Outcome<BidDetails, BidRejection> reprice(BidId bid, long perHour) {
        Outcome<BidDetails, BidRejection> outcome =
                arena.market.send(
                        new RepriceBid(
                                bid,
                                Market.OWNER,
                                new Price(perHour, Per.HOUR),
                                null,
                                arena.market.now()));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return outcome;
    }

    private long priceOf(BidId bid) {
        return arena.market
                .jdbc()
                .sql("select max_price_per_hour from auctions.bid where id = ?")
                .param(bid.value())
                .query(Long.class)
                .single();
    }

    private void onePlaced(BidId placed, BidId waiting) {
        assertThat(arena.row(waiting).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(arena.row(placed).attempts() + arena.row(waiting).attempts()).isEqualTo(1);
        invariants.hold();
        arena.cancel(waiting);
        arena.end(placed, AllocationEnd.EXITED);
        arena.match();
        invariants.hold();
        arena.market.pass(Duration.ofSeconds(1));
    }
}
