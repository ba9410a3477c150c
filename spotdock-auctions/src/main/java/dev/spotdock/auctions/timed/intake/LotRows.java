package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code auctions.lot_intake}: what Redis is measured against. */
@Component
class LotRows {

    private final JdbcClient jdbc;

    LotRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<LotRow> find(LotId lot) {
        return jdbc.sql("select * from auctions.lot_intake where lot_id = ?")
                .param(lot.value())
                .query(LotRow::read)
                .optional();
    }

    /** How far lots are stored; without those that were never opened. */
    Map<LotId, Long> drained(Collection<LotId> lots) {
        Map<LotId, Long> drained = new HashMap<>();
        jdbc.sql(
                        """
                        select lot_id, drained from auctions.lot_intake
                        where lot_id = any(:lots::uuid[])
                        """)
                .param("lots", Columns.of(lots, LotId::value))
                .query(row -> {
                    drained.put(
                            new LotId(row.getObject("lot_id", UUID.class)), row.getLong("drained"));
                });
        return drained;
    }

    /** Writes a lot that is about to be opened, unless it is there. */
    void add(LotOpening lot, String run, long ceiling) {
        AntiSniping antiSniping = lot.antiSniping();
        Money deposit = lot.deposit();
        jdbc.sql(
                        """
                        insert into auctions.lot_intake (lot_id, auction_id, seller_id,
                            starting_price, increment, reserve, buy_now, deposit,
                            snipe_window_ms, snipe_extension_ms, snipe_max,
                            first_ends_at, ends_at, state, run_id, ceiling)
                        values (:lot, :auction, :seller, :start, :increment, :reserve, :buy,
                            :deposit, :window, :extension, :max, :ends, :ends, 'OPENING', :run,
                            :ceiling)
                        on conflict (lot_id) do nothing
                        """)
                .param("lot", lot.lotId().value())
                .param("auction", lot.auctionId().value())
                .param("seller", lot.seller().value())
                .param("start", lot.terms().startingPrice())
                .param("increment", lot.terms().increment())
                .param("reserve", lot.terms().reserve())
                .param("buy", lot.terms().buyNow())
                .param("deposit", deposit == null ? null : deposit.micros())
                .param("window", antiSniping == null ? null : antiSniping.window().toMillis())
                .param("extension", antiSniping == null ? null : antiSniping.extension().toMillis())
                .param("max", antiSniping == null ? null : antiSniping.max())
                .param("ends", Columns.timestamp(lot.endsAt()))
                .param("run", run)
                .param("ceiling", ceiling)
                .update();
    }

    /** Another Redis is to open it, above all numbers that the former one may have handed out. */
    void openElsewhere(LotId lot, String run, long ceiling) {
        jdbc.sql(
                        """
                        update auctions.lot_intake set run_id = ?, drained = ceiling, ceiling = ?
                        where lot_id = ? and state = 'OPENING'
                        """)
                .params(run, ceiling, lot.value())
                .update();
    }

    void opened(LotId lot) {
        jdbc.sql(
                        """
                        update auctions.lot_intake set state = 'OPEN'
                        where lot_id = ? and state = 'OPENING'
                        """)
                .param(lot.value())
                .update();
    }

    /** The log says that this is its last number; what a rebuild has decided before stays. */
    void closed(LotId lot, long lastSequence, Instant endsAt) {
        jdbc.sql(
                        """
                        update auctions.lot_intake set state = 'CLOSED', last_sequence = ?,
                            ends_at = ?
                        where lot_id = ? and state in ('OPENING', 'OPEN')
                        """)
                .params(lastSequence, Columns.timestamp(endsAt), lot.value())
                .update();
    }

    void forgotten(LotId lot) {
        jdbc.sql("update auctions.lot_intake set state = 'FORGOTTEN' where lot_id = ?")
                .param(lot.value())
                .update();
    }

    /** The log has lost it, or part of it: it takes no bids until it is confirmed again. */
    void suspect(LotId lot) {
        jdbc.sql(
                        """
                        update auctions.lot_intake set run_id = null
                        where lot_id = ? and state in ('OPEN', 'CLOSED')
                        """)
                .param(lot.value())
                .update();
    }

    /** Lots that Redis knows, in the order of their ids. */
    List<LotId> inRedis(LotId after, int limit) {
        return jdbc.sql(
                        """
                        select lot_id from auctions.lot_intake
                        where state <> 'FORGOTTEN' and lot_id > ? order by lot_id limit ?
                        """)
                .params(after.value(), limit)
                .query((row, _) -> new LotId(row.getObject("lot_id", UUID.class)))
                .list();
    }

    /** Lots that may not take bids in this run of Redis yet. */
    List<LotId> unconfirmed(String run, int limit) {
        return jdbc.sql(
                        """
                        select lot_id from auctions.lot_intake
                        where state <> 'FORGOTTEN' and state <> 'OPENING'
                          and run_id is distinct from ? order by lot_id limit ?
                        """)
                .params(run, limit)
                .query((row, _) -> new LotId(row.getObject("lot_id", UUID.class)))
                .list();
    }

    /** Whether the log has lost lots in the run for which they were confirmed. */
    boolean areSuspected() {
        return jdbc.sql(
                        """
                        select exists (select from auctions.lot_intake
                            where state in ('OPEN', 'CLOSED') and run_id is null)
                        """)
                .query(Boolean.class)
                .single();
    }

    /** The lot, locked, if it is not confirmed for this run, and nobody else is about to. */
    Optional<LotRow> lockUnconfirmed(LotId lot, String run) {
        return jdbc.sql(
                        """
                        select * from auctions.lot_intake
                        where lot_id = ? and state in ('OPEN', 'CLOSED')
                          and run_id is distinct from ? for update skip locked
                        """)
                .params(lot.value(), run)
                .query(LotRow::read)
                .optional();
    }

    void confirmed(LotId lot, String run) {
        jdbc.sql("update auctions.lot_intake set run_id = ? where lot_id = ?")
                .params(run, lot.value())
                .update();
    }

    /** An open lot was made anew: its numbers go on above all that may have been handed out. */
    void continueAbove(LotId lot, String run, long ceiling) {
        jdbc.sql(
                        """
                        update auctions.lot_intake set run_id = ?, drained = ceiling, ceiling = ?
                        where lot_id = ?
                        """)
                .params(run, ceiling, lot.value())
                .update();
    }

    /** A closed lot has lost its last bids: those that are stored are all that there will be. */
    void endWithWhatIsStored(LotId lot, String run) {
        jdbc.sql(
                        """
                        update auctions.lot_intake set run_id = ?, drained = last_sequence
                        where lot_id = ?
                        """)
                .params(run, lot.value())
                .update();
    }

    /** This instance has told bidders these numbers, and all below that it was given. */
    void acknowledged(Map<LotId, Long> numbers) {
        List<Map.Entry<LotId, Long>> rows = List.copyOf(numbers.entrySet());
        jdbc.sql(
                        """
                        update auctions.lot_intake l
                        set acknowledged = greatest(l.acknowledged, n.sequence)
                        from unnest(:lot::uuid[], :sequence::bigint[]) as n(lot_id, sequence)
                        where l.lot_id = n.lot_id and l.acknowledged < n.sequence
                        """)
                .param("lot", Columns.of(rows, Map.Entry::getKey))
                .param("sequence", Columns.of(rows, Map.Entry::getValue))
                .update();
    }
}
