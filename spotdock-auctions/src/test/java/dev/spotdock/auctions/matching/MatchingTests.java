package dev.spotdock.auctions.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidForm;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidSubmitted;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.ListBookLevels;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchingTests {

    private final Market market = Market.fresh();

    private List<BidId> matched() {
        return market.events().of(BidMatched.class).stream().map(BidMatched::bidId).toList();
    }

    @Test
    void theDearestGetTheCapacityThenTheFirst() {
        market.node("n1", 2000, 4096);
        BidDetails cheap = market.accepted(form -> form.perHour(500_000));
        BidDetails first = market.accepted();
        BidDetails second = market.accepted();
        BidDetails dear = market.accepted(form -> form.perHour(2_000_000));
        market.run("matching");
        assertThat(matched()).containsExactly(dear.bidId(), first.bidId());
        market.noNodeIsExceeded();
        market.node("n2", 1000, 2048);
        market.run("matching");
        assertThat(matched()).contains(second.bidId()).doesNotContain(cheap.bidId());
    }

    @Test
    void theEventCarriesWhatTheAttemptCosts() {
        market.node("n1", 8000, 16384);
        market.node("dear", "n2", 8000, 16384);
        BidDetails uniform = market.accepted();
        BidDetails asBid = market.accepted(form -> form.pool("dear").perHour(3_000_000));
        market.run("matching");
        BidMatched atFloor = event(uniform.bidId());
        assertThat(atFloor.ratePerHourMicros()).isEqualTo(10_000);
        assertThat(atFloor.attempt()).isEqualTo(1);
        assertThat(atFloor.version()).isEqualTo(2);
        assertThat(atFloor.startBy()).isEqualTo(market.now().plusSeconds(300));
        assertThat(event(asBid.bidId()).ratePerHourMicros()).isEqualTo(3_000_000);
    }

    private BidMatched event(BidId bidId) {
        return market.events().of(BidMatched.class).stream()
                .filter(event -> event.bidId().equals(bidId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void cordonedNodesAndBidsBelowTheFloorAreLeftAlone() {
        market.node("n1", 8000, 16384);
        market.send(new OfferCapacity("n1", "default", new Resources(8000, 16384, 0), false));
        market.accepted();
        market.run("matching");
        assertThat(matched()).isEmpty();
        market.node("n1", 8000, 16384);
        market.accepted(form -> form.perHour(9_999));
        market.run("matching");
        assertThat(matched()).hasSize(1);
    }

    @Test
    void freedCapacityGoesToWhoWaits() {
        market.node("n1", 1000, 2048);
        market.accepted();
        BidDetails next = market.accepted();
        market.run("matching");
        BidMatched running = market.events().of(BidMatched.class).getFirst();
        market.run("matching");
        market.run("matching");
        EndAllocation end =
                new EndAllocation(
                        running.bidId(),
                        running.allocationId(),
                        AllocationEnd.EXITED,
                        market.now().plusSeconds(9),
                        0,
                        "");
        market.send(end);
        market.send(end); // repeated
        market.noNodeIsExceeded();
        market.run("matching");
        assertThat(matched()).containsExactly(running.bidId(), next.bidId());
        assertThat(market.funding().holds).containsOnlyKeys(next.bidId());
    }

    @Test
    void losingAllOfRedisCostsARebuild() {
        List<BidDetails> bids = IntStream.range(0, 1200).mapToObj(_ -> market.accepted()).toList();
        market.run("matching");
        market.flushRedis();
        BidDetails late = market.accepted();
        market.node("n1", 1_000_000, 4_000_000);
        market.run("matching");
        market.run("matching");
        assertThat(matched()).hasSize(1001 - 1).startsWith(bids.getFirst().bidId());
        assertThat(matched()).doesNotContain(late.bidId()).doesNotHaveDuplicates();
        market.project();
        assertThat(levels()).containsExactly(new ListBookLevels.Level(1_000_000, 201, 201_000));
        market.noNodeIsExceeded();
    }

    @Test
    void aBookThatMissedChangesIsRebuilt() {
        market.node("n1", 1000, 2048);
        market.run("matching");
        BidDetails bid = market.accepted();
        market.project();
        market.flushRedis();
        market.project(List.of());
        assertThat(levels()).as("from PostgreSQL meanwhile").hasSize(1);
        market.runOnly("matching");
        assertThat(matched()).containsExactly(bid.bidId());
    }

    @Test
    void eventsThatComeAgainOrLateDoNoHarm() {
        market.node("n1", 1000, 2048);
        BidDetails placed = market.accepted();
        BidDetails gone = market.accepted();
        BidDetails waits = market.accepted();
        market.run("matching");
        market.send(new CancelBid(gone.bidId(), Market.OWNER, market.now()));
        List<Object> all = List.copyOf(market.events().committed);
        market.project();
        market.project(all);
        market.project(all);
        assertThat(levels()).containsExactly(new ListBookLevels.Level(1_000_000, 1, 1000));
        market.project(market.events().of(BidSubmitted.class));
        market.node("n2", 8000, 16384);
        market.run("matching");
        assertThat(matched()).containsExactly(placed.bidId(), waits.bidId());
        assertThat(levels()).as("outdated entries were thrown out").isEmpty();
    }

    @Test
    void aBidThatWasCancelledBeforeTheBookKnewIsNotMatched() {
        BidDetails bid = market.accepted();
        market.project();
        market.send(new CancelBid(bid.bidId(), Market.OWNER, market.now()));
        market.node("n1", 1000, 2048);
        market.runOnly("matching");
        assertThat(matched()).isEmpty();
        market.noNodeIsExceeded();
    }

    @Test
    void oneThatDoesNotFitBlocksNobody() {
        market.node("n1", 2000, 4096);
        market.accepted(form -> new BidForm(form.bid()).shape(3000, 6).perHour(9_000_000));
        BidDetails small = market.accepted();
        market.run("matching");
        assertThat(matched()).containsExactly(small.bidId());
    }

    private List<ListBookLevels.Level> levels() {
        return market.levels("default");
    }
}
