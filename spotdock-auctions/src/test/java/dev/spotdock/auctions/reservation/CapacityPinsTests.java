package dev.spotdock.auctions.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.FindReservation;
import dev.spotdock.auctions.GrantReservation;
import dev.spotdock.auctions.ListReservations;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.auctions.PinRejection;
import dev.spotdock.auctions.ReservationDetails;
import dev.spotdock.auctions.ReservationGranted;
import dev.spotdock.auctions.ReservationState;
import dev.spotdock.auctions.reservation.window.Pin;
import dev.spotdock.auctions.reservation.window.PinnedCapacity;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CapacityPinsTests {

    private static final int ROUNDS = 20 * Integer.getInteger("spotdock.test.effort", 1);

    private final Market market = Market.fresh();
    private final Instant start = market.now().plus(Duration.ofHours(1));

    private Outcome<String, PinRejection> pin(LotId lot, long slots, int from, int to) {
        Resources block = new Resources(1000 * slots, 2048 * slots, 0);
        Outcome<String, PinRejection> outcome =
                inTransaction(() ->
                        market.bean(CapacityPins.class)
                                .pin(
                                        lot,
                                        "default",
                                        block,
                                        start.plusSeconds(from),
                                        start.plusSeconds(to)));
        return outcome;
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(
                new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                        .execute(_ -> work.get()));
    }

    private LotId lot() {
        return new LotId(market.id());
    }

    private static Outcome<String, PinRejection> on(String node) {
        return Outcome.done(node);
    }

    @Test
    void takesTheNodeThatItLeavesLeastOfThenTheFirstByName() {
        market.node("n1", 8000, 16384);
        market.node("n2", 4000, 8192);
        market.node("n3", 4000, 8192);
        assertThat(pin(lot(), 3, 0, 100)).isEqualTo(on("n2"));
        assertThat(pin(lot(), 1, 0, 100)).isEqualTo(on("n2"));
        assertThat(pin(lot(), 3, 0, 100)).isEqualTo(on("n3"));
        assertThat(pin(lot(), 5, 0, 100)).isEqualTo(on("n1"));
        assertThat(market.count("offer where node = 'n2' and pins = 2")).isOne();
    }

    @Test
    void blocksOfOtherTimesAreNotInTheWay() {
        market.node("n1", 4000, 8192);
        assertThat(pin(lot(), 4, 0, 100)).isEqualTo(on("n1"));
        assertThat(pin(lot(), 4, 100, 200)).isEqualTo(on("n1"));
        assertThat(pin(lot(), 1, 99, 101))
                .isEqualTo(Outcome.refused(new PinRejection.AlreadyPinned("default")));
        assertThat(pin(lot(), 1, 200, 201)).isEqualTo(on("n1"));
    }

    @Test
    void refusesWhatNoNodeHolds() {
        market.node("n1", 4000, 8192);
        market.send(new OfferCapacity("n2", "default", new Resources(9000, 99_000, 0), false));
        assertThat(pin(lot(), 5, 0, 100))
                .isEqualTo(Outcome.refused(new PinRejection.NoNodeFits("default")));
        assertThat(
                        inTransaction(() ->
                                market.bean(CapacityPins.class)
                                        .pin(
                                                lot(),
                                                "nowhere",
                                                new Resources(1, 1, 0),
                                                start,
                                                start.plusSeconds(1))))
                .isEqualTo(Outcome.refused(new PinRejection.UnknownPool("nowhere")));
        assertThat(market.count("capacity_pin")).isZero();
    }

    @Test
    void whatIsGivenUpCanBePinnedAgain() {
        market.node("n1", 4000, 8192);
        LotId unsold = lot();
        pin(unsold, 4, 0, 100);
        for (int i = 0; i < 2; i++) {
            unpin(unsold);
        }
        LotId sold = lot();
        assertThat(pin(sold, 4, 0, 100)).isEqualTo(on("n1"));
        market.send(grant(sold, new ReservationId(market.id())));
        unpin(sold);
        assertThat(market.count("capacity_pin")).isOne();
    }

    private void unpin(LotId lot) {
        inTransaction(() -> {
            market.bean(CapacityPins.class).unpin(lot);
            return true;
        });
    }

    private GrantReservation grant(LotId lot, ReservationId id) {
        return new GrantReservation(lot, id, Market.OWNER, market.now());
    }

    @Test
    void aPinBecomesItsWinnersReservationOnce() {
        market.node("n1", 4000, 8192);
        LotId lot = lot();
        pin(lot, 4, 0, 100);
        ReservationId id = new ReservationId(market.id());
        market.send(grant(lot, id));
        market.send(grant(lot, id));
        assertThat(market.events().of(ReservationGranted.class)).hasSize(1);
        assertThatThrownBy(() -> market.send(grant(lot, new ReservationId(market.id()))))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> market.send(grant(lot(), id)))
                .isInstanceOf(RuntimeException.class);
        ReservationDetails details = find(id);
        assertThat(details.state()).isEqualTo(ReservationState.UPCOMING);
        assertThat(details.node()).isEqualTo("n1");
        assertThat(details.free()).isEqualTo(details.resources());
        market.at(start);
        assertThat(find(id).state()).isEqualTo(ReservationState.ACTIVE);
        market.at(start.plusSeconds(100));
        assertThat(find(id).state()).isEqualTo(ReservationState.ENDED);
    }

    private ReservationDetails find(ReservationId id) {
        return market.bean(ReservationQueries.class)
                .handle(new FindReservation(id, Market.OWNER))
                .orElseThrow();
    }

    @Test
    void anAccountSeesItsOwnReservationsNewestFirst() {
        market.node("n1", 4000, 8192);
        List<ReservationId> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            LotId lot = lot();
            pin(lot, 1, 0, 100);
            ids.add(new ReservationId(market.id()));
            market.send(grant(lot, ids.getLast()));
        }
        ReservationQueries queries = market.bean(ReservationQueries.class);
        assertThat(queries.handle(new ListReservations(Market.OWNER, null, 2)))
                .extracting(ReservationDetails::reservationId)
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(queries.handle(new ListReservations(Market.OWNER, ids.get(1), 9)))
                .extracting(ReservationDetails::reservationId)
                .containsExactly(ids.get(0));
        AccountId stranger = new AccountId(new UUID(8, 8));
        assertThat(queries.handle(new ListReservations(stranger, null, 9))).isEmpty();
        assertThat(queries.handle(new FindReservation(ids.get(0), stranger))).isEmpty();
    }

    /** Pins made and given up at once never exceed a node at any instant. */
    @Test
    void racingPinsNeverExceedANode() throws Exception {
        Random random = new Random(20261123);
        market.node("n1", 5000, 10240);
        market.node("n2", 3000, 6144);
        int pinned = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Callable<Integer>> racers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    LotId lot = lot();
                    int slots = 1 + random.nextInt(5);
                    int from = random.nextInt(50);
                    int to = from + 1 + random.nextInt(30);
                    boolean givenUp = random.nextInt(3) == 0;
                    racers.add(() -> {
                        boolean done = pin(lot, slots, from, to) instanceof Outcome.Done;
                        if (givenUp) {
                            unpin(lot);
                        }
                        return done ? 1 : 0;
                    });
                }
                for (Future<Integer> racer : threads.invokeAll(racers)) {
                    pinned += racer.get();
                }
                noNodeIsPinnedBeyondItsCapacity();
                if (random.nextInt(4) == 0) {
                    market.jdbc().sql("delete from auctions.capacity_pin").update();
                }
            }
        }
        assertThat(pinned).isGreaterThan(ROUNDS);
    }

    private void noNodeIsPinnedBeyondItsCapacity() {
        for (String node : List.of("n1", "n2")) {
            List<Pin> pins =
                    market.jdbc()
                            .sql("select * from auctions.capacity_pin where node = ?")
                            .param(node)
                            .query((row, _) ->
                                    new Pin(
                                            PinRows.resources(row),
                                            row.getTimestamp("starts_at").toInstant(),
                                            row.getTimestamp("ends_at").toInstant()))
                            .list();
            Resources capacity = new Resources(node.equals("n1") ? 5000 : 3000, 99_999, 0);
            for (int second = 0; second < 100; second++) {
                assertThat(PinnedCapacity.at(pins, start.plusSeconds(second)).fits(capacity))
                        .as("%s in second %d: %s", node, second, pins)
                        .isTrue();
            }
        }
    }
}
