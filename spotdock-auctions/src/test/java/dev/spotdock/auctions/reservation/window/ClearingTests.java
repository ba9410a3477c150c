package dev.spotdock.auctions.reservation.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A node of 8 slots; a stop takes 10 s; notices are 30 s and minimum runs 60 s unless said. */
class ClearingTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Instant LONG_AGO = NOW.minusSeconds(3600);

    private final List<Spot> running = new ArrayList<>();
    private final List<Pin> pins = new ArrayList<>();

    private static Resources slots(long slots) {
        return new Resources(1000 * slots, 2048 * slots, 0);
    }

    private Spot spot(long slots, long price) {
        return spot(slots, price, LONG_AGO, 30, null);
    }

    private Spot spot(
            long slots,
            long price,
            @Nullable Instant started,
            long noticeSeconds,
            @Nullable Instant leavesAt) {
        UUID id = new UUID(0, running.size());
        Spot spot =
                new Spot(
                        new AllocationId(id),
                        new BidId(id),
                        slots(slots),
                        price,
                        started,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(noticeSeconds),
                        leavesAt);
        running.add(spot);
        return spot;
    }

    private void pin(long slots, long fromSecond, long toSecond) {
        pins.add(new Pin(slots(slots), NOW.plusSeconds(fromSecond), NOW.plusSeconds(toSecond)));
    }

    private List<Clearing.Notice> due(long second) {
        return List.copyOf(
                new Clearing(slots(8), STOP, NOW.plusSeconds(second)).due(pins, running));
    }

    private static Clearing.Notice notice(Spot spot, long second) {
        return new Clearing.Notice(spot, NOW.plusSeconds(second));
    }

    @Test
    void theCheapestGoesThirtySecondsAndTheStopAndTheMarginBefore() {
        Spot cheap = spot(4, 1);
        spot(4, 2);
        pin(3, 100, 200);
        assertThat(due(54)).isEmpty();
        assertThat(due(55)).containsExactly(notice(cheap, 90));
    }

    @Test
    void ofTheSamePriceTheMostRecentlyStartedGoes() {
        spot(4, 1, NOW.minusSeconds(500), 30, null);
        Spot later = spot(4, 1, NOW.minusSeconds(400), 30, null);
        pin(3, 100, 200);
        assertThat(due(60)).containsExactly(notice(later, 90));
    }

    @Test
    void whoIsNotNeededStays() {
        spot(1, 1);
        Spot large = spot(7, 2);
        pin(7, 100, 200);
        assertThat(due(60)).containsExactly(notice(large, 90));
    }

    @Test
    void whatFitsBesideTheBlockIsLeftAlone() {
        spot(3, 1);
        spot(2, 1);
        pin(3, 100, 200);
        assertThat(due(99)).isEmpty();
    }

    @Test
    void whoLeavesInTimeAnywayCountsAsGone() {
        spot(4, 2, LONG_AGO, 30, NOW.plusSeconds(90));
        Spot other = spot(4, 1);
        pin(4, 100, 200);
        assertThat(due(60)).isEmpty();
        running.set(0, spot(4, 2, LONG_AGO, 30, NOW.plusSeconds(91)));
        running.removeLast();
        assertThat(due(60)).containsExactly(notice(other, 90));
    }

    @Test
    void whoCanBeGoneInTimeGoesThoughDearer() {
        spot(4, 1, LONG_AGO, 300, null);
        Spot dear = spot(4, 9);
        pin(4, 100, 200);
        assertThat(due(60)).containsExactly(notice(dear, 90));
    }

    @Test
    void aLongerNoticeIsGivenEarlier() {
        Spot patient = spot(8, 1, LONG_AGO, 60, null);
        pin(4, 100, 200);
        assertThat(due(24)).isEmpty();
        assertThat(due(25)).containsExactly(notice(patient, 90));
    }

    @Test
    void ofABlockThatCameTooLateTheNoticeIsKeptAndTheMinimumRunToo() {
        Spot young = spot(8, 1, NOW.minusSeconds(20), 30, null);
        pin(4, 10, 200);
        assertThat(due(0)).isEmpty();
        assertThat(due(39)).isEmpty();
        assertThat(due(40)).containsExactly(notice(young, 70));
    }

    /** It may start now, and then run for its minimum, and then have its notice. */
    @Test
    void whatHasNotStartedIsDisplacedWhileItStillCouldBeTooLate() {
        Spot unstarted = spot(8, 1, null, 30, null);
        pin(4, 200, 300);
        assertThat(due(94)).isEmpty();
        assertThat(due(95)).containsExactly(notice(unstarted, 95));
    }

    @Test
    void eachWindowIsClearedOnceAndPastOnesNotAtAll() {
        Spot one = spot(4, 1);
        Spot two = spot(4, 2);
        pin(8, -100, 0);
        pin(4, 100, 150);
        pin(8, 150, 200);
        assertThat(due(60)).containsExactly(notice(one, 90));
        assertThat(due(105)).containsExactly(notice(one, 135), notice(two, 140));
    }
}
