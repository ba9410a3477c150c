package dev.spotdock.auctions.bid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidAtRisk;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskWarningsTests {

    private final Market market = Market.fresh();

    @Test
    void theOwnerIsWarnedOnceWhenTheMarketPriceReachesTheThreshold() {
        BidId running = running();
        market.accepted(form -> form.perHour(899_999));
        look();
        assertThat(found(running).atRisk()).isFalse();
        assertThat(warnings()).isEmpty();
        market.accepted(form -> form.perHour(900_000));
        look();
        look();
        assertThat(found(running).atRisk()).isTrue();
        assertThat(market.events().of(BidAtRisk.class))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.bidId()).isEqualTo(running);
                    assertThat(warning.accountId()).isEqualTo(Market.OWNER);
                    assertThat(warning.marketPrice()).isEqualTo(900_000);
                    assertThat(warning.effectiveUnitPrice()).isEqualTo(1_000_000);
                    assertThat(warning.alertPercent()).isEqualTo(90);
                });
    }

    @Test
    void heIsWarnedAgainOnlyAfterThePriceFell() {
        BidId running = running();
        BidDetails rival = market.accepted(form -> form.perHour(950_000));
        look();
        market.send(new CancelBid(rival.bidId(), Market.OWNER, market.now()));
        look();
        assertThat(found(running).atRisk()).isFalse();
        market.accepted(form -> form.perHour(950_000));
        look();
        assertThat(warnings()).containsExactly(running, running);
    }

    @Test
    void aHigherMaximumEndsTheRisk() {
        BidId running = running();
        market.accepted(form -> form.perHour(950_000));
        look();
        market.send(
                new RepriceBid(
                        running, Market.OWNER, new Price(2_000_000, Per.HOUR), null, market.now()));
        look();
        assertThat(found(running).atRisk()).isFalse();
    }

    @Test
    void whereNobodyWaitsTheFloorIsNoRisk() {
        market.node("n1", 1000, 2048);
        market.accepted(form -> form.perHour(10_000));
        BidId running = start();
        look();
        assertThat(found(running).atRisk()).isFalse();
    }

    private BidId running() {
        market.node("n1", 1000, 2048);
        market.accepted();
        return start();
    }

    private BidId start() {
        market.run("matching");
        BidMatched match = market.events().of(BidMatched.class).getLast();
        market.send(
                new StartAllocation(
                        match.bidId(), match.allocationId(), "c0ffee", null, market.now()));
        return match.bidId();
    }

    private void look() {
        market.pass(Duration.ofSeconds(2));
        market.run("matching");
        market.run("risk-warnings");
    }

    private List<BidId> warnings() {
        return market.events().of(BidAtRisk.class).stream().map(BidAtRisk::bidId).toList();
    }

    private BidDetails found(BidId bidId) {
        return market.bean(BidQueries.class).handle(new FindBid(bidId, Market.OWNER)).orElseThrow();
    }
}
