package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.intake.LotLosses.Numbers;
import dev.spotdock.auctions.timed.winner.WinnerDetermination;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.State;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a lot in Redis anew from the stored bids, after Redis was found to be older than
 * PostgreSQL. Numbers go on above the ceiling: the former Redis handed out none above it, so that
 * none is handed out twice. In the caller's transaction, which has locked the lot's row.
 */
@Component
class LotRebuild {

    private static final int PAGE = 1000;

    private final LotBidLog log;
    private final LotBids bids;
    private final LotBidStore store;
    private final LotRows rows;
    private final LotLosses losses;
    private final LotProperties properties;

    LotRebuild(
            LotBidLog log,
            LotBids bids,
            LotBidStore store,
            LotRows rows,
            LotLosses losses,
            LotProperties properties) {
        this.log = log;
        this.bids = bids;
        this.store = store;
        this.rows = rows;
        this.losses = losses;
        this.properties = properties;
    }

    /**
     * Rebuilds one lot.
     *
     * @param allTold whether every instance has told what it acknowledged: otherwise what is lost
     *     may have been, and an operator has to settle the lot
     */
    void rebuild(LotRow before, String run, boolean allTold, Instant now) {
        LotId lot = before.lotId();
        storeWhatIsLeft(lot, before.drained(), now);
        LotRow row = rows.find(lot).orElseThrow();
        long lostTo = row.isClosed() ? row.last() : row.ceiling();
        Long acknowledged = acknowledged(row);
        if (lostTo > row.drained()) {
            losses.record(
                    lot,
                    new Numbers(row.drained() + 1, lostTo),
                    acknowledged,
                    acknowledged != null || !allTold,
                    now);
        }
        log.clear(lot);
        if (row.isClosed()) {
            rows.endWithWhatIsStored(lot, run);
            return;
        }
        long ceiling = Math.addExact(row.ceiling(), properties.undrainedLimit());
        LotSnapshot snapshot = snapshot(row, ceiling, now);
        rows.continueAbove(lot, run, ceiling);
        if (!log.open(run, snapshot)) {
            throw new IllegalStateException("Redis started anew while lot " + lot + " was rebuilt");
        }
    }

    /** An older Redis may still have bids that PostgreSQL does not. */
    private void storeWhatIsLeft(LotId lot, long drained, Instant now) {
        List<StoredLotBid> page = log.read(lot, drained, PAGE);
        while (!page.isEmpty()) {
            store.store(Map.of(lot, page), now);
            page = log.read(lot, page.getLast().sequence(), PAGE);
        }
    }

    /** The greatest lost number that is known to have been told to a bidder, or null. */
    private static @Nullable Long acknowledged(LotRow row) {
        long known = Math.max(row.acknowledged(), row.last());
        return known > row.drained() ? known : null;
    }

    private LotSnapshot snapshot(LotRow row, long ceiling, Instant now) {
        LotId lot = row.lotId();
        LotOpening opening = row.opening();
        State state = State.START;
        Map<AccountId, Integer> bidders = new HashMap<>();
        boolean open = true;
        Instant endsAt = opening.endsAt();
        List<StoredLotBid> page = bids.of(lot, 0, PAGE);
        while (!page.isEmpty()) {
            for (StoredLotBid bid : page) {
                state = WinnerDetermination.next(opening.terms(), state, bid.entry()).after();
                bidders.put(bid.entry().bidder(), bid.bidderNumber());
                open &= !bid.bought();
                endsAt = bid.endsAfter();
            }
            log.restoreKeys(lot, page, now);
            page = bids.of(lot, page.getLast().sequence(), PAGE);
        }
        log.restoreBidders(lot, bidders);
        AccountId leader = state.leader();
        return new LotSnapshot(
                opening,
                open,
                row.ceiling(),
                ceiling,
                row.bids(),
                endsAt,
                extensionsLeft(opening, endsAt),
                state,
                leader == null ? 0 : bidders.getOrDefault(leader, 0));
    }

    private static int extensionsLeft(LotOpening opening, Instant endsAt) {
        AntiSniping antiSniping = opening.antiSniping();
        if (antiSniping == null) {
            return 0;
        }
        Duration extended = Duration.between(opening.endsAt(), endsAt);
        return antiSniping.max()
                - Math.toIntExact(extended.toMillis() / antiSniping.extension().toMillis());
    }
}
