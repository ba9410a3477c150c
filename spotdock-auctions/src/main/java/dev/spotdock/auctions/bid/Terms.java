package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.money.Money;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Under which conditions a bid runs; never changes. Durations in milliseconds. */
@Embeddable
record Terms(
        @Column(updatable = false) @Nullable Long validForMs,
        @Column(updatable = false) @Nullable Long maxRuntimeMs,
        @Column(updatable = false) @Enumerated(EnumType.STRING) OnEviction onEviction,
        @Column(updatable = false) long noticeMs,
        @Column(updatable = false) long minRunMs,
        @Column(updatable = false) int alertPercent,
        @Column(updatable = false) @Nullable Long budgetMicros) {

    static Terms of(SubmitBid bid, Pool pool) {
        Money budget = bid.budget();
        return new Terms(
                millis(bid.validFor()),
                millis(bid.maxRuntime()),
                bid.onEviction(),
                notice(bid, pool).toMillis(),
                minRun(bid, pool).toMillis(),
                bid.alertPercent(),
                budget == null ? null : budget.micros());
    }

    /** The notice that a bid has: the pool's if it asks for none. */
    static Duration notice(SubmitBid bid, Pool pool) {
        Duration notice = bid.notice();
        return notice == null ? pool.notice() : notice;
    }

    /** The minimum run that a bid has: the pool's if it asks for none. */
    static Duration minRun(SubmitBid bid, Pool pool) {
        Duration minRun = bid.minRun();
        return minRun == null ? pool.minRun() : minRun;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    /** When a bid that waits since then leaves the book; null: never. */
    @Nullable Instant expiry(Instant since) {
        return validForMs == null ? null : since.plusMillis(validForMs);
    }

    /** When a workload that runs since then is stopped; null: never. */
    @Nullable Instant overdue(Instant startedAt) {
        return maxRuntimeMs == null ? null : startedAt.plusMillis(maxRuntimeMs);
    }

    @Nullable Duration validFor() {
        return validForMs == null ? null : Duration.ofMillis(validForMs);
    }

    @Nullable Duration maxRuntime() {
        return maxRuntimeMs == null ? null : Duration.ofMillis(maxRuntimeMs);
    }

    @Nullable Money budget() {
        return budgetMicros == null ? null : Money.ofMicros(budgetMicros);
    }
}
