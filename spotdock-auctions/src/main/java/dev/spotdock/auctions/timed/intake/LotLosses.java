package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.LotId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records numbers that are gone before they were stored, for operators: a row, a warning, and the
 * counter {@code spotdock.auctions.lots.losses}.
 */
@Component
class LotLosses {

    private static final Logger LOG = LoggerFactory.getLogger(LotLosses.class);

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    LotLosses(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /**
     * Records that no number from {@code from} to {@code to} is there, nor ever will be.
     *
     * @param acknowledged the greatest of them that is known to have been told to a bidder; null:
     *     none is
     * @param byHand whether an operator has to settle the lot
     */
    void record(LotId lot, Numbers lost, @Nullable Long acknowledged, boolean byHand, Instant now) {
        jdbc.sql(
                        """
                        insert into auctions.lot_loss
                            (lot_id, lost_from, lost_to, acknowledged, found_at)
                        values (:lot, :from, :to, :acknowledged, :at) on conflict do nothing
                        """)
                .param("lot", lot.value())
                .param("from", lost.from())
                .param("to", lost.to())
                .param("acknowledged", acknowledged)
                .param("at", Columns.timestamp(now))
                .update();
        if (byHand) {
            jdbc.sql("update auctions.lot_intake set by_hand = true where lot_id = ?")
                    .param(lot.value())
                    .update();
        }
        meters.counter("spotdock.auctions.lots.losses").increment();
        LOG.warn(
                "Redis had lost bids on lot {}: no number from {} to {} is there, {}; {}.",
                lot,
                lost.from(),
                lost.to(),
                acknowledged == null
                        ? "none is known to be acknowledged"
                        : "acknowledged up to " + acknowledged,
                byHand ? "an operator has to settle it" : "all that was acknowledged is there");
    }

    /** From and to, both included. */
    record Numbers(long from, long to) {}
}
