package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.intake.LotBidStore.Progress;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Brings bids from the log to PostgreSQL. The log forgets them only after the commit; bids that are
 * read twice, or by two instances, are stored and told once.
 *
 * <p>Lots with bids of this instance are known; those that another instance left behind when it
 * died are found by looking through the open lots, a page at a time.
 */
@Component
class LotDrain implements Loop {

    static final String NAME = "lot-drain";

    private static final Logger LOG = LoggerFactory.getLogger(LotDrain.class);

    /** Rounds of one run: then the scheduler is asked whether to stop. */
    private static final int ROUNDS_MAX = 50;

    private static final int SWEEP_PAGE = 1000;
    private static final LotId FIRST = new LotId(new UUID(0, 0));

    private final LotBidLog log;
    private final LotBidStore store;
    private final LotRows rows;
    private final UndrainedLots undrained;
    private final Transactions transactions;
    private final LotProperties properties;

    private Instant sweepAt = Instant.MIN;
    private LotId sweptTo = FIRST;

    LotDrain(
            LotBidLog log,
            LotBidStore store,
            LotRows rows,
            UndrainedLots undrained,
            Transactions transactions,
            LotProperties properties) {
        this.log = log;
        this.store = store;
        this.rows = rows;
        this.undrained = undrained;
        this.transactions = transactions;
        this.properties = properties;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return properties.drainInterval();
    }

    @Override
    public void runOnce(Instant now) {
        if (!now.isBefore(sweepAt)) {
            sweep();
            sweepAt = now.plus(properties.sweepInterval());
        }
        for (int round = 0; round < ROUNDS_MAX && drainAll(now); round++) {
            // there may be more
        }
    }

    /** Looks through the next page of lots that Redis knows; each takes one read of its log. */
    private void sweep() {
        List<LotId> page = rows.inRedis(sweptTo, SWEEP_PAGE);
        log.read(page, 1).keySet().forEach(lot -> undrained.note(lot, 0));
        sweptTo = page.size() < SWEEP_PAGE ? FIRST : page.getLast();
    }

    /** Whether there may be more. */
    private boolean drainAll(Instant now) {
        List<LotId> lots = undrained.lots();
        boolean some = false;
        for (int from = 0; from < lots.size(); from += properties.drainLots()) {
            int to = Math.min(from + properties.drainLots(), lots.size());
            some |= drain(lots.subList(from, to), now);
        }
        return some;
    }

    /** Whether some of these lots' logs had as many bids as were asked for. */
    private boolean drain(List<LotId> lots, Instant now) {
        int limitEach = Math.max(1, properties.drainBatch() / lots.size());
        Map<LotId, List<StoredLotBid>> read = log.read(lots, limitEach);
        lots.stream().filter(lot -> !read.containsKey(lot)).forEach(this::drainedByOthers);
        if (read.isEmpty()) {
            return false;
        }
        List<Progress> progress = stored(read, now);
        progress.forEach(this::trim);
        return !progress.isEmpty()
                && read.values().stream().anyMatch(bids -> bids.size() == limitEach);
    }

    /** A lot that cannot be stored does not hold up the others. */
    private List<Progress> stored(Map<LotId, List<StoredLotBid>> read, Instant now) {
        try {
            return transactions.inTransaction(() -> store.store(read, now));
        } catch (TransactionException | DataAccessResourceFailureException e) {
            throw e; // PostgreSQL is away: so it is for each of them
        } catch (RuntimeException e) {
            if (read.size() == 1) {
                throw e;
            }
            LOG.warn(
                    "Bids on {} lots were not stored together, storing lot by lot", read.size(), e);
        }
        List<Progress> progress = new ArrayList<>();
        RuntimeException failure = null;
        for (Map.Entry<LotId, List<StoredLotBid>> lot : read.entrySet()) {
            try {
                Map<LotId, List<StoredLotBid>> one = Map.of(lot.getKey(), lot.getValue());
                progress.addAll(transactions.inTransaction(() -> store.store(one, now)));
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        progress.forEach(this::trim);
        if (failure != null) {
            throw failure;
        }
        return List.of();
    }

    private void trim(Progress progress) {
        OptionalLong last = log.trim(progress.lot(), progress.drained(), progress.ceiling());
        if (last.isPresent() && last.getAsLong() < progress.drained()) {
            // The same run of Redis has gone back in time.
            rows.suspect(progress.lot());
        }
        undrained.stored(progress.lot(), progress.drained());
    }

    /** The log has nothing of it: another instance was faster, or the log has lost it. */
    private void drainedByOthers(LotId lot) {
        undrained.stored(lot, rows.find(lot).map(LotRow::drained).orElse(Long.MAX_VALUE));
    }
}
