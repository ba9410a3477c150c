package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets lots take bids again after Redis has started anew. Every start of Redis has another run id;
 * each lot in it names the run for which PostgreSQL has confirmed it, and the script refuses bids
 * in any other. So an older Redis hands out no number unnoticed.
 *
 * <p>First all instances tell what they have acknowledged, and those that died are waited for no
 * longer than {@code confirm-after}; that long is waited also for lots that were lost in the same
 * run. Then each lot is confirmed if Redis has all that is known, or made anew. Lots are looked at
 * one by one under a lock of their row, by any instance.
 */
@Component
class LotGuard implements Loop {

    static final String NAME = "lot-guard";

    private static final Logger LOG = LoggerFactory.getLogger(LotGuard.class);

    private final LotBidLog log;
    private final LotRows rows;
    private final LotRebuild rebuild;
    private final LotMemory memory;
    private final Transactions transactions;
    private final LotProperties properties;

    private String knownRun = "";
    private boolean waiting;
    private Instant waitsSince = Instant.MIN;

    LotGuard(
            LotBidLog log,
            LotRows rows,
            LotRebuild rebuild,
            LotMemory memory,
            Transactions transactions,
            LotProperties properties) {
        this.log = log;
        this.rows = rows;
        this.rebuild = rebuild;
        this.memory = memory;
        this.transactions = transactions;
        this.properties = properties;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return properties.guardInterval();
    }

    @Override
    public void runOnce(Instant now) {
        String run = log.run();
        List<LotId> lots = rows.unconfirmed(run, properties.guardBatch());
        memory.tell(run, !run.equals(knownRun), !lots.isEmpty(), now);
        if (!run.equals(knownRun) || (!waiting && !lots.isEmpty())) {
            waitsSince = now;
        }
        knownRun = run;
        waiting = !lots.isEmpty();
        if (!waiting) {
            return;
        }
        boolean allTold = memory.isComplete(run);
        boolean mustWait = !allTold || rows.areSuspected();
        if (mustWait && now.isBefore(waitsSince.plus(properties.confirmAfter()))) {
            return;
        }
        for (LotId lot : lots) {
            transactions.inTransaction(() -> confirm(lot, run, allTold, now));
        }
        LOG.info("Looked at {} lots after Redis started anew (run {}).", lots.size(), run);
    }

    private boolean confirm(LotId lot, String run, boolean allTold, Instant now) {
        return rows.lockUnconfirmed(lot, run)
                .filter(row -> confirm(row, run, allTold, now))
                .isPresent();
    }

    private boolean confirm(LotRow row, String run, boolean allTold, Instant now) {
        if (row.isDrained()) {
            rows.confirmed(row.lotId(), run);
            return true;
        }
        long least = Math.max(row.drained(), row.acknowledged());
        OptionalLong last = row.isClosed() ? OptionalLong.of(row.last()) : OptionalLong.empty();
        switch (log.confirm(row.lotId(), run, least, last)) {
            case CONFIRMED -> rows.confirmed(row.lotId(), run);
            case BEHIND -> rebuild.rebuild(row, run, allTold, now);
            case STALE -> {
                return false; // the next pass begins anew
            }
        }
        return true;
    }
}
