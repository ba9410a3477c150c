package dev.spotdock.auctions.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidSubmitted;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.auctions.matching.engine.MatchPlan.EvictionNotice;
import dev.spotdock.auctions.matching.engine.MatchPlan.Nomination;
import dev.spotdock.auctions.matching.engine.MatchPlan.Origin;
import dev.spotdock.auctions.races.Arena;
import dev.spotdock.auctions.races.Duel;
import dev.spotdock.auctions.races.MarketInvariants;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One running bid, two that outbid it. */
class TwoDearBidsTests {

    private static final long DEAREST = 2 * Arena.DEARER;

    private final Arena arena = new Arena(Market.fresh());
    private final MarketInvariants invariants = new MarketInvariants(arena.market);

    @BeforeEach
    void oneSlot() {
        arena.market.node("n1", 1000, 2048);
    }

    /** Even under the very same lease: the victim's row decides who notices it. */
    @Test
    void racingPlansNoticeAVictimOnceAndNominateOneBid() throws Exception {
        arena.match();
        long epoch =
                arena.market
                        .jdbc()
                        .sql("select lease_epoch from auctions.pool_lease where pool = 'default'")
                        .query(Long.class)
                        .single();
        try (Duel duel = new Duel("plan against plan")) {
            duel.play(() -> {
                BidId cheap = arena.running();
                arena.market.pass(Arena.LONG_ENOUGH);
                BidId one = arena.bid(Arena.DEARER);
                BidId other = arena.bid(Arena.DEARER);
                ConfirmPlan left = plan(epoch, cheap, one);
                ConfirmPlan right = plan(epoch, cheap, other);
                duel.together(() -> arena.market.send(left), () -> arena.market.send(right));
                BidId winner = onlyWinnerOver(cheap);
                assertThat(nominated()).containsExactly(winner);
                assertThat(arena.row(winner).reason()).isEqualTo(ReasonCode.AWAITING_EVICTION);
                evict(cheap);
                assertThat(arena.row(one).status()).as("first come").isEqualTo(BidStatus.MATCHED);
                assertThat(arena.row(other).status()).isEqualTo(BidStatus.SUBMITTED);
                clear(List.of(one, other, cheap));
                return winner.equals(one);
            });
        }
    }

    /** As they come in, with the loop running: the dearest gets it in the end, in either order. */
    @Test
    void theDearestTakesTheNominationOverWhicheverCameFirst() throws Exception {
        try (Duel duel = new Duel("dear against dearest")) {
            duel.play(() -> {
                BidId cheap = arena.running();
                arena.market.pass(Arena.LONG_ENOUGH);
                BidId dear = arena.bid(Arena.DEARER);
                BidId dearest = arena.bid(DEAREST);
                duel.together(() -> comesIn(dear), () -> comesIn(dearest));
                boolean dearFirst = onlyWinnerOver(cheap).equals(dear);
                arena.match();
                assertThat(nominated()).containsExactly(dearest);
                evict(cheap);
                assertThat(arena.row(dearest).status()).isEqualTo(BidStatus.MATCHED);
                assertThat(arena.row(dear).status()).isEqualTo(BidStatus.SUBMITTED);
                clear(List.of(dearest, dear, cheap));
                return dearFirst;
            });
        }
    }

    private Object comesIn(BidId bid) {
        arena.market.project(
                arena.market.events().of(BidSubmitted.class).stream()
                        .filter(event -> event.bidId().equals(bid))
                        .toList());
        return arena.matchOnly();
    }

    private ConfirmPlan plan(long epoch, BidId victim, BidId newcomer) {
        AllocationId running = Objects.requireNonNull(arena.row(victim).latest());
        Instant deadline = arena.market.now().plus(Arena.NOTICE);
        MatchPlan plan =
                new MatchPlan(
                        List.of(),
                        List.of(),
                        List.of(
                                new EvictionNotice(
                                        running,
                                        victim,
                                        newcomer,
                                        deadline,
                                        1_000_000,
                                        Arena.DEARER)),
                        List.of(
                                new Nomination(
                                        newcomer, 1, "n1", deadline, List.of(running), Origin.NEW)),
                        List.of(),
                        new MatchPlan.MarketPrice(10_000, null),
                        List.of());
        return new ConfirmPlan(
                "default", epoch, plan, List.of(), Map.of("n1", 0L), arena.market.now());
    }

    private BidId onlyWinnerOver(BidId victim) {
        return new BidId(
                arena.market
                        .jdbc()
                        .sql(
                                "select winning_bid_id from auctions.eviction_notice"
                                        + " where bid_id = ? and withdrawn_at is null")
                        .param(victim.value())
                        .query(UUID.class)
                        .single());
    }

    private List<BidId> nominated() {
        return arena.market
                .jdbc()
                .sql("select bid_id from auctions.nomination")
                .query((row, _) -> new BidId(row.getObject("bid_id", UUID.class)))
                .list();
    }

    private void evict(BidId cheap) {
        arena.market.pass(Arena.NOTICE);
        arena.match();
        arena.deadlines();
        assertThat(arena.stops(cheap)).containsExactly(ReasonCode.OUTBID);
        arena.end(cheap, AllocationEnd.STOPPED);
        arena.match();
        invariants.hold();
    }

    /** The first one runs, the others wait. */
    private void clear(List<BidId> bids) {
        bids.stream().skip(1).forEach(arena::cancel);
        arena.end(bids.getFirst(), AllocationEnd.EXITED);
        arena.match();
        invariants.hold();
        arena.market.pass(Arena.LONG_ENOUGH);
    }
}
