package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ReasonCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts what happens to bids, once it is committed.
 *
 * <ul>
 *   <li>{@code spotdock.auctions.bids.accepted} by pool
 *   <li>{@code spotdock.auctions.bids.matched} by pool, every attempt; {@code
 *       spotdock.auctions.bids.match.latency}: from the submission to the first match
 *   <li>{@code spotdock.auctions.bids.started} by pool; {@code
 *       spotdock.auctions.bids.start.latency}: from the match to the running workload
 *   <li>{@code spotdock.auctions.bids.ended} by pool and reason; {@code
 *       spotdock.auctions.bids.requeued} by pool and reason; {@code
 *       spotdock.auctions.bids.unfunded} by pool: back, but without money for the book
 * </ul>
 */
@Component
class BidMetrics {

    private static final String PREFIX = "spotdock.auctions.bids.";

    private final MeterRegistry meters;

    BidMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts the change that was just made, if its transaction commits. */
    void changed(Bid bid, @Nullable Allocation allocation) {
        Runnable counting = counting(bid, allocation);
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        counting.run();
                    }
                });
    }

    /** Takes what it needs now: the bid may have changed again when the transaction commits. */
    private Runnable counting(Bid bid, @Nullable Allocation allocation) {
        String pool = bid.pool();
        ReasonCode reason = bid.why().code();
        if (bid.stopReason() != null) {
            return () -> {};
        }
        return switch (bid.status()) {
            case SUBMITTED -> {
                if (bid.isUnfunded()) {
                    yield () -> count("unfunded", pool);
                }
                yield bid.attempts() == 0
                        ? () -> count("accepted", pool)
                        : () -> count("requeued", pool, reason);
            }
            case MATCHED -> {
                boolean first = bid.attempts() == 1;
                Duration waited = Duration.between(bid.submittedAt(), bid.why().at());
                yield () -> {
                    count("matched", pool);
                    if (first) {
                        time("match.latency", pool, waited);
                    }
                };
            }
            case RUNNING -> {
                Instant matchedAt = allocation == null ? bid.why().at() : allocation.matchedAt();
                Duration starting = Duration.between(matchedAt, bid.why().at());
                yield () -> {
                    count("started", pool);
                    time("start.latency", pool, starting);
                };
            }
            case COMPLETED, EVICTED, EXPIRED, FAILED, CANCELLED ->
                    () -> count("ended", pool, reason);
        };
    }

    private void count(String what, String pool) {
        meters.counter(PREFIX + what, "pool", pool).increment();
    }

    private void count(String what, String pool, ReasonCode reason) {
        meters.counter(PREFIX + what, "pool", pool, "reason", reason.wireName()).increment();
    }

    private void time(String what, String pool, Duration duration) {
        meters.timer(PREFIX + what, "pool", pool)
                .record(duration.isNegative() ? Duration.ZERO : duration);
    }
}
