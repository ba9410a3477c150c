package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidRequeued;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.Market;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Money comes for a bid that waits for it, while its owner gives up. */
class FundingAgainstCancelTests {

    private final Arena arena = new Arena(Market.fresh());
    private final MarketInvariants invariants = new MarketInvariants(arena.market);

    @Test
    void aBidCancelledWhileItIsFundedIsCancelledAndHoldsNothing() throws Exception {
        arena.market.node("n1", 1000, 2048);
        try (Duel duel = new Duel("funding against cancel")) {
            duel.play(() -> {
                BidId bid = unfunded();
                arena.market.funding().onlyFree(Money.ofMicros(Long.MAX_VALUE));
                duel.together(this::fund, () -> arena.cancel(bid));
                boolean funded =
                        arena.market.events().of(BidRequeued.class).stream()
                                .anyMatch(back -> back.bidId().equals(bid));
                assertThat(arena.row(bid).status()).isEqualTo(BidStatus.CANCELLED);
                arena.match();
                fund();
                assertThat(arena.row(bid).attempts()).isEqualTo(1);
                invariants.hold();
                return funded;
            });
        }
    }

    private BidId unfunded() {
        BidId bid = arena.running();
        arena.market.funding().leave(bid, Money.ZERO);
        arena.market.funding().onlyFree(Money.ZERO);
        arena.end(bid, AllocationEnd.NODE_LOST);
        arena.market.project();
        arena.market.pass(Duration.ofSeconds(1));
        return bid;
    }

    private Object fund() {
        arena.market.runOnly("unfunded-bids");
        return true;
    }
}
