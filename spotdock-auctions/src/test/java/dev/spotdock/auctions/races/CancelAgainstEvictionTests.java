package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.EvictNode;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.BidId;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cancel that was acknowledged is kept: the bid does not come back from its eviction. */
class CancelAgainstEvictionTests {

    private final Arena arena = new Arena(Market.fresh());
    private final MarketInvariants invariants = new MarketInvariants(arena.market);

    @BeforeEach
    void oneSlot() {
        arena.market.node("n1", 1000, 2048);
    }

    @Test
    void aBidCancelledAtItsDeadlineIsCancelled() throws Exception {
        try (Duel duel = new Duel("deadline against cancel")) {
            duel.play(() -> {
                BidId bid = arena.running();
                arena.drill(bid);
                arena.market.pass(Arena.NOTICE);
                duel.together(arena::deadlines, () -> arena.cancel(bid));
                return evictedFirst(bid, ReasonCode.DRILL);
            });
        }
    }

    @Test
    void aBidCancelledWhileItIsDisplacedIsCancelled() throws Exception {
        try (Duel duel = new Duel("displacement against cancel")) {
            duel.play(() -> {
                BidId bid = arena.bid();
                arena.match();
                BidId dear = arena.bid(Arena.DEARER);
                arena.market.project();
                duel.together(arena::matchOnly, () -> arena.cancel(bid));
                boolean displaced = evictedFirst(bid, ReasonCode.DISPLACED);
                assertThat(arena.row(dear).status()).isEqualTo(BidStatus.MATCHED);
                arena.end(dear, AllocationEnd.EXITED);
                arena.market.pass(Arena.LONG_ENOUGH);
                return displaced;
            });
        }
    }

    private boolean evictedFirst(BidId bid, ReasonCode eviction) {
        assertThat(arena.row(bid).stopReason()).isEqualTo(ReasonCode.CANCELLED_BY_USER);
        List<ReasonCode> stops = arena.stops(bid);
        boolean evicted = stops.contains(eviction);
        assertThat(stops)
                .isEqualTo(
                        evicted
                                ? List.of(eviction, ReasonCode.CANCELLED_BY_USER)
                                : List.of(ReasonCode.CANCELLED_BY_USER));
        over(bid);
        return evicted;
    }

    @Test
    void aBidCancelledWhileItIsNoticedIsStoppedAtOnce() throws Exception {
        try (Duel duel = new Duel("notice against cancel")) {
            duel.play(() -> {
                BidId bid = arena.running();
                duel.together(evictNode(), () -> arena.cancel(bid));
                boolean noticed = arena.row(bid).noticed();
                assertThat(arena.stops(bid)).containsExactly(ReasonCode.CANCELLED_BY_USER);
                arena.market.pass(Arena.NOTICE);
                arena.deadlines();
                assertThat(arena.stops(bid)).hasSize(1);
                over(bid);
                return noticed;
            });
        }
    }

    /** The newcomer leaves: nobody gives way for it. */
    @Test
    void aNewcomerCancelledWhileItsVictimIsNoticedEvictsNobody() throws Exception {
        try (Duel duel = new Duel("notice against the newcomer's cancel")) {
            duel.play(() -> {
                BidId cheap = arena.running();
                arena.market.pass(Arena.LONG_ENOUGH);
                BidId dear = arena.bid(Arena.DEARER);
                arena.market.project();
                duel.together(arena::matchOnly, () -> arena.cancel(dear));
                assertThat(arena.row(dear).status()).isEqualTo(BidStatus.CANCELLED);
                boolean noticed = arena.row(cheap).noticed();
                arena.market.pass(Arena.NOTICE.dividedBy(2));
                arena.match();
                arena.market.pass(Arena.NOTICE);
                arena.deadlines();
                assertThat(arena.row(cheap).status()).isEqualTo(BidStatus.RUNNING);
                assertThat(arena.row(cheap).noticed()).isFalse();
                assertThat(arena.stops(cheap)).isEmpty();
                assertThat(arena.market.count("nomination")).isZero();
                arena.end(cheap, AllocationEnd.EXITED);
                invariants.hold();
                return noticed;
            });
        }
    }

    private Callable<?> evictNode() {
        return () -> {
            arena.market.send(new EvictNode("n1", arena.market.now()));
            return true;
        };
    }

    private void over(BidId bid) {
        arena.end(bid, AllocationEnd.STOPPED);
        assertThat(arena.row(bid).status()).isEqualTo(BidStatus.CANCELLED);
        assertThat(arena.row(bid).attempts()).isEqualTo(1);
        arena.match();
        invariants.hold();
    }
}
