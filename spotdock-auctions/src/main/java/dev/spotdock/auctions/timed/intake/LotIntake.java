package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.timed.intake.LotBidLog.Closing;
import dev.spotdock.auctions.timed.intake.LotBidLog.How;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Opens and closes lots for bids; every step can be repeated. Call it outside of transactions: it
 * speaks to Redis, and what it writes has to be there for other instances at once.
 */
@Component
public class LotIntake {

    private final LotBidLog log;
    private final LotRows rows;
    private final LotBidTaking taking;
    private final BarredBidders barred;
    private final LotProperties properties;

    LotIntake(
            LotBidLog log,
            LotRows rows,
            LotBidTaking taking,
            BarredBidders barred,
            LotProperties properties) {
        this.log = log;
        this.rows = rows;
        this.taking = taking;
        this.barred = barred;
        this.properties = properties;
    }

    /**
     * Lets bids in, from now on; repeating it changes nothing, also after the lot was closed.
     *
     * @throws RuntimeException Redis or PostgreSQL is away: repeat it
     */
    public void open(LotOpening opening) {
        LotId lot = opening.lotId();
        String run = log.run();
        rows.add(opening, run, properties.undrainedLimit());
        LotRow row = rows.find(lot).orElseThrow();
        if (row.state() != LotRow.State.OPENING) {
            return;
        }
        if (!run.equals(row.runId())) {
            // It may have been open in the former Redis, which may be lost.
            rows.openElsewhere(lot, run, row.ceiling() + properties.undrainedLimit());
            row = rows.find(lot).orElseThrow();
        }
        if (!log.open(run, LotSnapshot.unbid(row.opening(), row.drained(), row.ceiling()))) {
            throw new IllegalStateException("Redis started anew while lot " + lot + " was opened");
        }
        rows.opened(lot);
    }

    /**
     * Closes a lot whose end has come by Redis' clock; one that is closed already stays so. Repeat
     * it until {@link LotBids#drainedTo} has reached the last sequence: that is less from then on
     * if Redis turns out to have lost the last bids.
     *
     * @param early whether to close it although its end is still to come
     */
    public LotClosing close(LotId lot, boolean early) {
        return close(lot, early ? How.EARLY : How.DUE);
    }

    /**
     * Closes a lot that nobody has bid on.
     *
     * @return {@code Sealed} with last sequence 0 if nobody did; {@code StillOpen} if somebody has;
     *     {@code Sealed} with another number if it was closed before
     */
    public LotClosing withdraw(LotId lot) {
        return close(lot, How.UNBID);
    }

    private LotClosing close(LotId lot, How how) {
        LotRow row = row(lot);
        if (row.isClosed()) {
            return sealed(row);
        }
        return switch (log.close(lot, how)) {
            case Closing.Closed(var lastSequence, var endsAt) -> {
                rows.closed(lot, lastSequence, endsAt);
                yield sealed(row(lot));
            }
            case Closing.Open(var endsAt) -> new LotClosing.StillOpen(endsAt);
            case Closing.Unknown() -> {
                rows.suspect(lot);
                yield new LotClosing.Unavailable();
            }
        };
    }

    private static LotClosing sealed(LotRow row) {
        return new LotClosing.Sealed(row.last(), row.endsAt(), row.byHand());
    }

    /**
     * Buys a lot at its buy-now price before the first valid bid, which closes it. It is an
     * ordinary bid of that price, and wins by the ordinary determination.
     *
     * @param idempotencyKey as in {@link dev.spotdock.auctions.PlaceLotBid}
     */
    public Outcome<LotBidAccepted, LotBidRejection> buyNow(
            LotId lot, AccountId bidder, @Nullable String idempotencyKey) {
        return taking.take(lot, bidder, null, idempotencyKey);
    }

    /**
     * How the lot stands by Redis, or while that is away by PostgreSQL, a moment before; empty if
     * it was never opened.
     */
    public Optional<LotState> state(LotId lot) {
        Optional<LotState> now;
        try {
            now = log.state(lot);
        } catch (DataAccessException e) {
            now = Optional.empty();
        }
        return now.or(() -> rows.find(lot).map(LotRow::asState));
    }

    /**
     * Removes a closed lot from Redis; its bids are in PostgreSQL.
     *
     * @throws IllegalStateException if it is open, or bids are not there yet
     */
    public void forget(LotId lot) {
        LotRow row = row(lot);
        if (!row.isDrained()) {
            throw new IllegalStateException("lot " + lot + " is not closed and drained: " + row);
        }
        log.clear(lot);
        rows.forgotten(lot);
    }

    private LotRow row(LotId lot) {
        return rows.find(lot)
                .orElseThrow(() -> new IllegalStateException("lot " + lot + " was never opened"));
    }

    /** The account may not bid from a second on, in the caller's transaction. */
    public void bar(AccountId bidder) {
        barred.add(bidder);
    }

    /** The account may bid again from a second on, in the caller's transaction. */
    public void lift(AccountId bidder) {
        barred.remove(bidder);
    }
}
