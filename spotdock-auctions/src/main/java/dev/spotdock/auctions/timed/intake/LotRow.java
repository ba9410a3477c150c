package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL knows of a lot that was opened.
 *
 * @param runId of the Redis that may take bids on it; null: none
 * @param drained all numbers up to it are stored, or recorded as lost
 * @param ceiling Redis hands out no number above it
 * @param acknowledged an instance has told a bidder a number as great as this
 * @param lastSequence of a closed lot; null while it is open
 * @param endsAt as the last drained bid left it
 * @param price as the last drained bid left it, micro-units; null while no bid was valid
 * @param leader bidder number; null while no bid was valid
 */
record LotRow(
        LotOpening opening,
        State state,
        @Nullable String runId,
        long drained,
        long ceiling,
        long acknowledged,
        @Nullable Long lastSequence,
        Instant endsAt,
        long bids,
        @Nullable Long price,
        @Nullable Integer leader,
        boolean byHand) {

    /** Where a lot is in its life with Redis. */
    enum State {
        /** Redis may not have it yet. */
        OPENING,
        OPEN,
        /** Its last number is known. */
        CLOSED,
        /** Redis has it no more. */
        FORGOTTEN
    }

    LotId lotId() {
        return opening.lotId();
    }

    boolean isClosed() {
        return state == State.CLOSED || state == State.FORGOTTEN;
    }

    /** Of a closed lot; 0 of an open one. */
    long last() {
        return lastSequence == null ? 0 : lastSequence;
    }

    boolean isDrained() {
        return isClosed() && drained >= last();
    }

    LotState asState() {
        return new LotState(
                !isClosed(),
                bids,
                price == null ? null : Money.ofMicros(price),
                leader == null ? null : StoredLotBid.alias(leader),
                endsAt);
    }

    static LotRow read(ResultSet row, int number) throws SQLException {
        Long windowMillis = row.getObject("snipe_window_ms", Long.class);
        Long deposit = row.getObject("deposit", Long.class);
        LotOpening opening =
                new LotOpening(
                        new LotId(row.getObject("lot_id", UUID.class)),
                        new AuctionId(row.getObject("auction_id", UUID.class)),
                        new AccountId(row.getObject("seller_id", UUID.class)),
                        new LotTerms(
                                row.getLong("starting_price"),
                                row.getLong("increment"),
                                row.getObject("reserve", Long.class),
                                row.getObject("buy_now", Long.class)),
                        Columns.instant(row, "first_ends_at"),
                        windowMillis == null
                                ? null
                                : new AntiSniping(
                                        Duration.ofMillis(windowMillis),
                                        Duration.ofMillis(row.getLong("snipe_extension_ms")),
                                        row.getInt("snipe_max")),
                        deposit == null ? null : Money.ofMicros(deposit));
        return new LotRow(
                opening,
                State.valueOf(row.getString("state")),
                row.getString("run_id"),
                row.getLong("drained"),
                row.getLong("ceiling"),
                row.getLong("acknowledged"),
                row.getObject("last_sequence", Long.class),
                Columns.instant(row, "ends_at"),
                row.getLong("bids"),
                row.getObject("price", Long.class),
                row.getObject("leader", Integer.class),
                row.getBoolean("by_hand"));
    }
}
