package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Room elsewhere while a notice is given: the newcomer runs there, and nobody is stopped. */
class FreedCapacityAgainstNoticeTests {

    private static final Resources ONE_SLOT = new Resources(1000, 2048, 0);

    private final Arena arena = new Arena(Market.fresh());
    private final MarketInvariants invariants = new MarketInvariants(arena.market);

    @Test
    void aNoticeIsNotGivenOrWithdrawnWhenAnotherWorkloadEnds() throws Exception {
        arena.market.node("n1", 1000, 2048);
        arena.market.node("n2", 1000, 2048);
        try (Duel duel = new Duel("notice against an end elsewhere")) {
            duel.play(() -> {
                BidId ends = arena.bid(2_000_000); // no victim: it pays more than the newcomer
                BidId cheap = arena.bid();
                arena.match();
                arena.start(ends);
                arena.start(cheap);
                arena.market.pass(Arena.LONG_ENOUGH);
                BidId dear = arena.bid(Arena.DEARER);
                arena.market.project();
                duel.together(arena::matchOnly, () -> arena.end(ends, AllocationEnd.EXITED));
                boolean noticed = sparesAndPlaces(cheap, dear);
                assertThat(arena.row(dear).node()).isNotEqualTo(arena.row(cheap).node());
                return noticed;
            });
        }
    }

    @Test
    void aNoticeIsNotGivenOrWithdrawnWhenANodeIsAdded() throws Exception {
        arena.market.node("n1", 1000, 2048);
        try (Duel duel = new Duel("notice against a new node")) {
            duel.play(() -> {
                arena.market.send(new OfferCapacity("n2", "default", ONE_SLOT, false));
                BidId cheap = arena.running();
                arena.market.pass(Arena.LONG_ENOUGH);
                BidId dear = arena.bid(Arena.DEARER);
                arena.market.project();
                duel.together(
                        arena::matchOnly,
                        () -> {
                            arena.market.node("n2", 1000, 2048);
                            return true;
                        });
                return sparesAndPlaces(cheap, dear);
            });
        }
    }

    /** Yields whether a notice was given meanwhile. */
    private boolean sparesAndPlaces(BidId cheap, BidId dear) {
        boolean noticed = arena.row(cheap).noticed();
        arena.market.pass(Duration.ofSeconds(2));
        arena.match();
        arena.market.pass(Arena.NOTICE);
        arena.deadlines();
        assertThat(arena.row(cheap).status()).isEqualTo(BidStatus.RUNNING);
        assertThat(arena.row(cheap).reason()).isEqualTo(ReasonCode.RUNNING);
        assertThat(arena.row(cheap).noticed()).isFalse();
        assertThat(arena.stops(cheap)).isEmpty();
        assertThat(arena.row(dear).status()).isEqualTo(BidStatus.MATCHED);
        assertThat(arena.market.count("nomination")).isZero();
        invariants.hold();
        arena.end(cheap, AllocationEnd.EXITED);
        arena.end(dear, AllocationEnd.EXITED);
        return noticed;
    }
}
