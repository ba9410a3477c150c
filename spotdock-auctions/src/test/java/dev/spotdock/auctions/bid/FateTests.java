package dev.spotdock.auctions.bid;

import static dev.spotdock.auctions.AllocationEnd.EXITED;
import static dev.spotdock.auctions.AllocationEnd.IMAGE_NOT_ALLOWED;
import static dev.spotdock.auctions.AllocationEnd.IMAGE_PULL_FAILED;
import static dev.spotdock.auctions.AllocationEnd.NODE_LOST;
import static dev.spotdock.auctions.AllocationEnd.OOM_KILLED;
import static dev.spotdock.auctions.AllocationEnd.START_FAILED;
import static dev.spotdock.auctions.AllocationEnd.STOPPED;
import static dev.spotdock.auctions.OnEviction.REQUEUE;
import static dev.spotdock.auctions.OnEviction.TERMINATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.ReasonCode;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FateTests {

    private static final int ATTEMPTS_MAX = 3;

    static Stream<Arguments> endings() {
        return Stream.of(
                arguments(EXITED, REQUEUE, 0, BidStatus.COMPLETED, ReasonCode.EXITED),
                arguments(STOPPED, REQUEUE, 0, BidStatus.COMPLETED, ReasonCode.EXITED),
                arguments(OOM_KILLED, REQUEUE, 0, BidStatus.COMPLETED, ReasonCode.OOM_KILLED),
                arguments(
                        IMAGE_PULL_FAILED,
                        REQUEUE,
                        0,
                        BidStatus.FAILED,
                        ReasonCode.IMAGE_PULL_FAILED),
                arguments(
                        IMAGE_NOT_ALLOWED,
                        REQUEUE,
                        0,
                        BidStatus.FAILED,
                        ReasonCode.IMAGE_NOT_ALLOWED),
                arguments(START_FAILED, TERMINATE, 1, BidStatus.SUBMITTED, ReasonCode.START_FAILED),
                arguments(START_FAILED, TERMINATE, 2, BidStatus.SUBMITTED, ReasonCode.START_FAILED),
                arguments(START_FAILED, REQUEUE, 3, BidStatus.FAILED, ReasonCode.START_FAILED),
                arguments(NODE_LOST, REQUEUE, 0, BidStatus.SUBMITTED, ReasonCode.NODE_LOST),
                arguments(NODE_LOST, TERMINATE, 0, BidStatus.EVICTED, ReasonCode.NODE_LOST));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void decidesByTheEndingUnlessAStopWasAskedFor(
            AllocationEnd end, OnEviction wish, int failures, BidStatus status, ReasonCode reason) {
        assertThat(fate(end, null, wish, failures)).isEqualTo(new Fate(status, reason));
    }

    @ParameterizedTest
    @EnumSource(AllocationEnd.class)
    void aCancelledBidIsCancelledHoweverItEnds(AllocationEnd end) {
        assertThat(fate(end, ReasonCode.CANCELLED_BY_USER, REQUEUE, 1))
                .isEqualTo(new Fate(BidStatus.CANCELLED, ReasonCode.CANCELLED_BY_USER));
    }

    @ParameterizedTest
    @EnumSource(AllocationEnd.class)
    void anOverdueBidIsCompletedHoweverItEnds(AllocationEnd end) {
        assertThat(fate(end, ReasonCode.MAX_RUNTIME, REQUEUE, 1))
                .isEqualTo(new Fate(BidStatus.COMPLETED, ReasonCode.MAX_RUNTIME));
    }

    @ParameterizedTest
    @EnumSource(
            value = ReasonCode.class,
            names = {"OUTBID", "DRILL", "NODE_DRAINED"})
    void whatIsEvictedGoesBackOrEndsAsItWished(ReasonCode reason) {
        assertThat(fate(STOPPED, reason, REQUEUE, 0))
                .isEqualTo(new Fate(BidStatus.SUBMITTED, reason));
        assertThat(fate(STOPPED, reason, TERMINATE, 0))
                .isEqualTo(new Fate(BidStatus.EVICTED, reason));
    }

    @Test
    void whatIsDisplacedGoesBackWhateverItWished() {
        assertThat(fate(STOPPED, ReasonCode.DISPLACED, TERMINATE, 0))
                .isEqualTo(new Fate(BidStatus.SUBMITTED, ReasonCode.DISPLACED));
    }

    private static Fate fate(
            AllocationEnd end, @Nullable ReasonCode stop, OnEviction wish, int failures) {
        return Fate.of(end, stop, wish, failures, ATTEMPTS_MAX);
    }
}
