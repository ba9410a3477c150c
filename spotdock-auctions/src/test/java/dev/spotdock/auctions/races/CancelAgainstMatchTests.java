package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CancelAgainstMatchTests {

    private final Arena arena = new Arena(Market.fresh());
    private final MarketInvariants invariants = new MarketInvariants(arena.market);

    /** Either cancelled and never matched, or matched and then stopped; who is next follows. */
    @Test
    void aBidCancelledWhileItIsMatchedNeverRuns() throws Exception {
        arena.market.node("n1", 1000, 2048);
        try (Duel duel = new Duel("match against cancel")) {
            duel.play(() -> {
                BidId bid = arena.bid();
                BidId next = arena.bid();
                arena.market.project();
                duel.together(arena::matchOnly, () -> arena.cancel(bid));
                boolean matched = arena.row(bid).attempts() == 1;
                if (matched) {
                    assertThat(arena.row(bid).status()).isEqualTo(BidStatus.MATCHED);
                    assertThat(arena.stops(bid)).containsExactly(ReasonCode.CANCELLED_BY_USER);
                    arena.end(bid, AllocationEnd.START_FAILED);
                }
                Arena.Row over = arena.row(bid);
                assertThat(over.status()).isEqualTo(BidStatus.CANCELLED);
                assertThat(over.reason()).isEqualTo(ReasonCode.CANCELLED_BY_USER);
                assertThat(over.attempts()).isEqualTo(matched ? 1 : 0);
                arena.match();
                assertThat(arena.row(next).status()).isEqualTo(BidStatus.MATCHED);
                arena.end(next, AllocationEnd.EXITED);
                invariants.hold();
                arena.market.pass(Duration.ofSeconds(1));
                return matched;
            });
        }
    }
}
