package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionEvent;
import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotSettled;
import dev.spotdock.auctions.LotSold;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.kernel.loop.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Shows how lots stand, looked up here every few seconds: {@code spotdock.auctions.lots.open},
 * {@code .closing} (those that wait for their last bids to arrive in PostgreSQL, or for the clock)
 * and {@code .held} (for an operator). And counts, once it is committed: {@code
 * spotdock.auctions.lots.decided} by outcome, {@code .awarded} by round, {@code .settled}.
 */
@Component
class LotMetrics implements Loop {

    private static final String PREFIX = "spotdock.auctions.lots.";

    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final AtomicLong open;
    private final AtomicLong closing;
    private final AtomicLong held;

    LotMetrics(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
        this.open = gauge("open");
        this.closing = gauge("closing");
        this.held = gauge("held");
    }

    private AtomicLong gauge(String name) {
        AtomicLong value = new AtomicLong();
        meters.gauge(PREFIX + name, value);
        return value;
    }

    @Override
    public String name() {
        return "lot-metrics";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void runOnce(Instant now) {
        jdbc.sql(
                        """
                        select count(*) filter (where state = 'OPEN') as open,
                               count(*) filter (where state = 'CLOSING' and not held) as closing,
                               count(*) filter (where held) as held
                        from auctions.lot where state in ('OPEN', 'CLOSING')
                        """)
                .query((row, _) -> {
                    open.set(row.getLong("open"));
                    closing.set(row.getLong("closing"));
                    held.set(row.getLong("held"));
                    return true;
                })
                .single();
    }

    /** Counts what is told, if it is committed. */
    void count(List<AuctionEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        events.forEach(LotMetrics.this::count);
                    }
                });
    }

    private void count(AuctionEvent event) {
        switch (event) {
            case LotSold _ -> meters.counter(PREFIX + "decided", "outcome", "sold").increment();
            case LotUnsold unsold ->
                    meters.counter(PREFIX + "decided", "outcome", unsold.reason().wireName())
                            .increment();
            case LotAwarded awarded ->
                    meters.counter(PREFIX + "awarded", "round", Integer.toString(awarded.round()))
                            .increment();
            case LotSettled _ -> meters.counter(PREFIX + "settled").increment();
            default -> {}
        }
    }
}
