package dev.spotdock.process;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.AttemptFreed;
import dev.spotdock.auctions.BidCancelled;
import dev.spotdock.auctions.BidCompleted;
import dev.spotdock.auctions.BidEvicted;
import dev.spotdock.auctions.BidExpired;
import dev.spotdock.auctions.BidFailed;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.LockBid;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.StopBid;
import dev.spotdock.billing.MeterExhausted;
import dev.spotdock.billing.RefundAttempt;
import dev.spotdock.billing.StartMeter;
import dev.spotdock.billing.StopMeter;
import dev.spotdock.compute.LaunchWorkload;
import dev.spotdock.compute.StopWorkload;
import dev.spotdock.compute.WorkloadEnd;
import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.WorkloadStarted;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Carries a bid from its first match to its end, over as many attempts as it takes. Before the
 * first match no second module is needed, and there is no saga.
 *
 * <table>
 * <caption>What it does</caption>
 * <tr><th>event</th><th>command</th><th>compensation, if it does not come to pass</th></tr>
 * <tr><td>{@link BidMatched}</td><td>{@link LaunchWorkload}</td>
 *     <td>{@link WorkloadEnded} without a start frees the capacity, nothing is charged</td></tr>
 * <tr><td>{@link WorkloadStarted}</td><td>{@link StartAllocation}, {@link StartMeter}</td>
 *     <td>{@link StopMeter} to the millisecond</td></tr>
 * <tr><td>{@link BidStopRequested}</td><td>{@link StopWorkload}</td><td>none: repeated</td></tr>
 * <tr><td>{@link MeterExhausted}</td><td>{@link StopBid}</td><td>what runs on is our loss</td></tr>
 * <tr><td>{@link AttemptFreed}</td><td>{@link RefundAttempt}</td><td>none: repeated</td></tr>
 * <tr><td>{@link WorkloadEnded}</td><td>{@link LockBid}, {@link StopMeter}, {@link EndAllocation}</td>
 *     <td>the bid is final, or back in the book and matched again</td></tr>
 * </table>
 *
 * <p>All commands can be repeated and share this saga's transaction: a failure rolls the batch back
 * and the events come again.
 */
@Saga
@ProcessingGroup("bid-lifecycle")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public class BidLifecycleSaga { // public: Axon makes it

    private static final String BID = "bidId";

    private transient @Nullable Commands commands;

    private @Nullable Attempt attempt;

    /**
     * What runs longer after an eviction's stop is not charged, nor is anything of what was
     * displaced, though it may have come up meanwhile; null: neither.
     */
    private @Nullable Instant chargedUntil;

    /**
     * What the meter needs when the workload of the attempt under way starts.
     *
     * @param reservation that it uses, which was paid for: then there is no meter; null: none
     */
    record Attempt(
            AllocationId allocationId,
            AccountId accountId,
            long ratePerHourMicros,
            @Nullable Money budget,
            @Nullable ReservationId reservation) {}

    @Autowired
    void setCommands(Commands commands) {
        this.commands = commands;
    }

    private Commands commands() {
        if (commands == null) {
            throw new IllegalStateException("the saga was not given its commands");
        }
        return commands;
    }

    @StartSaga
    @SagaEventHandler(associationProperty = BID)
    void on(BidMatched event) {
        chargedUntil = null;
        attempt =
                new Attempt(
                        event.allocationId(),
                        event.accountId(),
                        event.ratePerHourMicros(),
                        event.budget(),
                        event.reservationId());
        commands()
                .send(
                        new LaunchWorkload(
                                event.allocationId(),
                                event.bidId(),
                                event.node(),
                                event.resources(),
                                event.container(),
                                event.startBy(),
                                event.at()));
    }

    @SagaEventHandler(associationProperty = BID)
    void on(WorkloadStarted event) {
        if (attempt == null || !attempt.allocationId().equals(event.allocationId())) {
            return;
        }
        commands()
                .send(
                        new StartAllocation(
                                event.bidId(),
                                event.allocationId(),
                                event.containerId(),
                                event.image(),
                                event.startedAt()));
        if (attempt.reservation() != null) {
            return;
        }
        commands()
                .send(
                        new StartMeter(
                                event.allocationId(),
                                event.bidId(),
                                attempt.accountId(),
                                attempt.ratePerHourMicros(),
                                attempt.budget(),
                                event.startedAt()));
    }

    @SagaEventHandler(associationProperty = BID)
    void on(BidStopRequested event) {
        chargedUntil =
                switch (event.reason()) {
                    case OUTBID, DRILL, NODE_DRAINED, RESERVATION ->
                            event.at().plus(event.stopTimeout());
                    case DISPLACED -> Instant.EPOCH;
                    default -> chargedUntil; // cancelled while it was evicted
                };
        commands().send(new StopWorkload(event.allocationId(), event.stopTimeout(), event.at()));
    }

    @SagaEventHandler(associationProperty = BID)
    void on(MeterExhausted event) {
        ReasonCode reason =
                switch (event.cause()) {
                    case FUNDS -> ReasonCode.FUNDS_EXHAUSTED;
                    case BUDGET -> ReasonCode.BUDGET_EXHAUSTED;
                };
        commands().send(new StopBid(event.bidId(), event.allocationId(), reason, event.at()));
    }

    @SagaEventHandler(associationProperty = BID)
    void on(WorkloadEnded event) {
        Instant startedAt = event.startedAt();
        if (startedAt != null) {
            commands().send(new LockBid(event.bidId()));
            Instant charged = charged(startedAt, event.endedAt());
            if (!isReserved(event.allocationId())) {
                commands().send(new StopMeter(event.allocationId(), charged));
            }
        }
        commands()
                .send(
                        new EndAllocation(
                                event.bidId(),
                                event.allocationId(),
                                allocationEnd(event.end()),
                                event.endedAt(),
                                event.exitCode(),
                                event.detail()));
    }

    private Instant charged(Instant startedAt, Instant endedAt) {
        Instant until = chargedUntil;
        if (until == null || endedAt.isBefore(until)) {
            return endedAt;
        }
        return until.isBefore(startedAt) ? startedAt : until;
    }

    @SagaEventHandler(associationProperty = BID)
    void on(AttemptFreed event) {
        if (!isReserved(event.allocationId())) {
            commands().send(new RefundAttempt(event.allocationId(), event.at()));
        }
    }

    private boolean isReserved(AllocationId allocation) {
        return attempt != null
                && attempt.allocationId().equals(allocation)
                && attempt.reservation() != null;
    }

    private static AllocationEnd allocationEnd(WorkloadEnd end) {
        return switch (end) {
            case EXITED -> AllocationEnd.EXITED;
            case OOM_KILLED -> AllocationEnd.OOM_KILLED;
            case STOPPED -> AllocationEnd.STOPPED;
            case IMAGE_PULL_FAILED -> AllocationEnd.IMAGE_PULL_FAILED;
            case IMAGE_NOT_ALLOWED -> AllocationEnd.IMAGE_NOT_ALLOWED;
            case START_FAILED -> AllocationEnd.START_FAILED;
            case NODE_LOST -> AllocationEnd.NODE_LOST;
        };
    }

    @EndSaga
    @SagaEventHandler(associationProperty = BID)
    void on(BidCompleted event) {}

    @EndSaga
    @SagaEventHandler(associationProperty = BID)
    void on(BidFailed event) {}

    @EndSaga
    @SagaEventHandler(associationProperty = BID)
    void on(BidCancelled event) {}

    @EndSaga
    @SagaEventHandler(associationProperty = BID)
    void on(BidExpired event) {}

    @EndSaga
    @SagaEventHandler(associationProperty = BID)
    void on(BidEvicted event) {}
}
