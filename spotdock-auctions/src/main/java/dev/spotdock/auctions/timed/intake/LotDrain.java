package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.intake.LotBidLog.Drained;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisPipelineException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Brings bids from the log to PostgreSQL. The log forgets them only after the commit; bids that are
 * read twice, or by two instances, are stored and told once.
 *
 * <p>Lots with bids of this instance are known; those that another instance left behind when it
 * died are found by looking through the open lots, a page at a time.
 *
 * <p>A lot whose bids cannot be read or stored is left alone until the next such look, and holds up
 * no other.
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

    private final Set<LotId> setAside = new HashSet<>(); // as many as are undrained, at most
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
            setAside.clear();
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
        log.undrained(page).forEach(lot -> undrained.note(lot, 0));
        sweptTo = page.size() < SWEEP_PAGE ? FIRST : page.getLast();
    }

    /** Whether there may be more. */
    private boolean drainAll(Instant now) {
        List<LotId> lots =
                undrained.lots().stream().filter(lot -> !setAside.contains(lot)).toList();
        boolean some = false;
        for (int from = 0; from < lots.size(); from += properties.drainLots()) {
            int to = Math.min(from + properties.drainLots(), lots.size());
            some |= drain(lots.subList(from, to), now);
        }
        return some;
    }

    /** Whether there may be more of these lots. */
    private boolean drain(List<LotId> lots, Instant now) {
        try {
            return drainTogether(lots, now);
        } catch (TransactionException
                | DataAccessResourceFailureException
                | TransientDataAccessException
                | RedisSystemException
                | RedisPipelineException e) {
            throw e; // a server is away: so it is for each of them
        } catch (RuntimeException e) {
            if (lots.size() == 1) {
                LOG.warn("Bids on lot {} cannot be stored, trying again later", lots, e);
                setAside.addAll(lots);
                return false;
            }
            int half = lots.size() / 2;
            boolean some = drain(lots.subList(0, half), now);
            return drain(lots.subList(half, lots.size()), now) || some;
        }
    }

    private boolean drainTogether(List<LotId> lots, Instant now) {
        int batch = properties.drainBatch();
        // Less than an event's worth of each, if there is as much, would only make more events.
        int limitEach = Math.max(Math.min(LotBidStore.TOLD_MAX, batch), batch / lots.size());
        Map<LotId, List<StoredLotBid>> read = log.read(lots, limitEach);
        drainedByOthers(lots.stream().filter(lot -> !read.containsKey(lot)).toList());
        boolean some = false;
        for (Map<LotId, List<StoredLotBid>> part : parts(read)) {
            some |= store(part, now);
        }
        return some && read.values().stream().anyMatch(bids -> bids.size() == limitEach);
    }

    /** Of as many bids as one transaction stores. */
    private List<Map<LotId, List<StoredLotBid>>> parts(Map<LotId, List<StoredLotBid>> read) {
        List<Map<LotId, List<StoredLotBid>>> parts = new ArrayList<>();
        int room = 0;
        for (Map.Entry<LotId, List<StoredLotBid>> lot : read.entrySet()) {
            if (room < lot.getValue().size()) {
                parts.add(new HashMap<>());
                room = properties.drainBatch();
            }
            parts.getLast().put(lot.getKey(), lot.getValue());
            room -= lot.getValue().size();
        }
        return parts;
    }

    /** Whether somebody else is not storing all of them just now. */
    private boolean store(Map<LotId, List<StoredLotBid>> read, Instant now) {
        List<Drained> drained = transactions.inTransaction(() -> store.store(read, now));
        Map<LotId, Long> last = log.trim(drained);
        for (Drained lot : drained) {
            if (last.getOrDefault(lot.lot(), lot.upTo()) < lot.upTo()) {
                // The same run of Redis has gone back in time.
                rows.suspect(lot.lot());
            }
            undrained.stored(lot.lot(), lot.upTo());
        }
        return !drained.isEmpty();
    }

    /** The log has nothing of them: another instance was faster, or the log has lost it. */
    private void drainedByOthers(List<LotId> lots) {
        if (!lots.isEmpty()) {
            Map<LotId, Long> drained = rows.drained(lots);
            lots.forEach(lot -> undrained.stored(lot, drained.getOrDefault(lot, Long.MAX_VALUE)));
        }
    }
}
