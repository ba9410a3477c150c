package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.EvictNode;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.WithdrawOffer;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeLeavesAgainstMatchTests {

    private static final String NODE = "n1";
    private static final Resources ONE_SLOT = new Resources(1000, 2048, 0);

    private final Arena arena = new Arena(Market.fresh());
    private final MarketInvariants invariants = new MarketInvariants(arena.market);

    /** Matched first, the bid is told of the loss and comes back; else it was never placed. */
    @Test
    void aRemovedNodeKeepsNoCapacityAndNoBid() throws Exception {
        try (Duel duel = new Duel("match against removal")) {
            duel.play(() -> {
                arena.market.node(NODE, 1000, 2048);
                BidId bid = arena.bid();
                arena.market.project();
                duel.together(
                        arena::matchOnly,
                        () -> {
                            arena.market.send(new WithdrawOffer(NODE));
                            return true;
                        });
                boolean matched = arena.row(bid).attempts() == 1;
                if (matched) {
                    assertThat(arena.market.count("offer where withdrawn and not schedulable"))
                            .as("kept until it is given back")
                            .isEqualTo(1);
                    arena.end(bid, AllocationEnd.NODE_LOST);
                    assertThat(arena.row(bid).reason()).isEqualTo(ReasonCode.NODE_LOST);
                }
                arena.match();
                assertThat(arena.market.count("offer")).isZero();
                waitsAndLeaves(bid);
                return matched;
            });
        }
    }

    /** Whatever was placed is told to go, in the order in which the drain's events are handled. */
    @Test
    void aDrainedNodeKeepsNothing() throws Exception {
        try (Duel duel = new Duel("match against drain")) {
            duel.play(() -> {
                arena.market.node(NODE, 1000, 2048);
                BidId bid = arena.bid();
                arena.market.project();
                duel.together(arena::matchOnly, this::drain);
                boolean matched = arena.row(bid).attempts() == 1;
                if (matched) {
                    assertThat(arena.stops(bid)).containsExactly(ReasonCode.DISPLACED);
                    arena.end(bid, AllocationEnd.START_FAILED);
                }
                arena.match();
                waitsAndLeaves(bid);
                return matched;
            });
        }
    }

    private Object drain() {
        arena.market.send(new OfferCapacity(NODE, "default", ONE_SLOT, false));
        arena.market.send(new EvictNode(NODE, arena.market.now()));
        return true;
    }

    private void waitsAndLeaves(BidId bid) {
        assertThat(arena.row(bid).status()).isEqualTo(BidStatus.SUBMITTED);
        invariants.hold();
        arena.cancel(bid);
        arena.market.pass(Duration.ofSeconds(1));
    }
}
