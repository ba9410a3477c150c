package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExitAgainstEvictionTests {

    private final Arena arena = new Arena(Market.fresh());
    private final MarketInvariants invariants = new MarketInvariants(arena.market);

    @BeforeEach
    void oneSlot() {
        arena.market.node("n1", 1000, 2048);
    }

    /** Whichever of the two was recorded first: when it exited decides. */
    @Test
    void anExitBeforeTheDeadlineCompletesTheBid() throws Exception {
        try (Duel duel = new Duel("deadline against an earlier exit")) {
            duel.play(() -> {
                BidId bid = arena.running();
                arena.drill(bid);
                Instant exited = arena.market.now().plus(Arena.NOTICE).minusMillis(1);
                arena.market.pass(Arena.NOTICE);
                duel.together(arena::deadlines, () -> arena.end(bid, AllocationEnd.EXITED, exited));
                assertThat(arena.row(bid).status()).isEqualTo(BidStatus.COMPLETED);
                assertThat(arena.row(bid).reason()).isEqualTo(ReasonCode.EXITED);
                invariants.hold();
                return !arena.stops(bid).isEmpty();
            });
        }
    }

    /** Stopped first, it comes back; exited first, it is over and nobody stops it any more. */
    @Test
    void anExitAtTheDeadlineIsEitherAnEvictionOrACompletion() throws Exception {
        try (Duel duel = new Duel("deadline against an exit")) {
            duel.play(() -> {
                BidId bid = arena.running();
                arena.drill(bid);
                arena.market.pass(Arena.NOTICE);
                duel.together(arena::deadlines, () -> arena.end(bid, AllocationEnd.EXITED));
                boolean evicted = arena.row(bid).status() == BidStatus.SUBMITTED;
                if (evicted) {
                    assertThat(arena.row(bid).reason()).isEqualTo(ReasonCode.DRILL);
                    assertThat(arena.stops(bid)).containsExactly(ReasonCode.DRILL);
                    arena.cancel(bid);
                } else {
                    assertThat(arena.row(bid).status()).isEqualTo(BidStatus.COMPLETED);
                    assertThat(arena.stops(bid)).isEmpty();
                }
                invariants.hold();
                return evicted;
            });
        }
    }

    /** The newcomer gets the capacity in either case, once, and nobody else is noticed for it. */
    @Test
    void aVictimThatExitsWhileItIsNoticedIsNeverStopped() throws Exception {
        try (Duel duel = new Duel("notice against the victim's exit")) {
            duel.play(() -> {
                BidId cheap = arena.running();
                arena.market.pass(Arena.LONG_ENOUGH);
                BidId dear = arena.bid(Arena.DEARER);
                arena.market.project();
                duel.together(arena::matchOnly, () -> arena.end(cheap, AllocationEnd.EXITED));
                boolean noticed =
                        arena.market.count("eviction_notice where bid_id = '%s'".formatted(cheap))
                                > 0;
                arena.match();
                arena.market.pass(Arena.NOTICE);
                arena.deadlines();
                assertThat(arena.row(cheap).status()).isEqualTo(BidStatus.COMPLETED);
                assertThat(arena.stops(cheap)).isEmpty();
                assertThat(arena.row(dear).status()).isEqualTo(BidStatus.MATCHED);
                assertThat(arena.row(dear).attempts()).isEqualTo(1);
                assertThat(arena.market.count("nomination")).isZero();
                arena.end(dear, AllocationEnd.EXITED);
                invariants.hold();
                return noticed;
            });
        }
    }
}
