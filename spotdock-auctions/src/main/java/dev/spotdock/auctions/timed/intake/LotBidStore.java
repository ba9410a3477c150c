package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.auctions.LotBidsPlaced.PlacedBid;
import dev.spotdock.auctions.timed.intake.LotBidLog.Drained;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores bids of the log, each once, and tells of those that are new; in the caller's transaction.
 */
@Component
class LotBidStore {

    private static final String INSERT =
            """
            insert into auctions.lot_bid (lot_id, sequence, id, bidder_id, bidder_number, amount,
                maximum, bought, counted, leads, price_after, leader_after, ends_after,
                accepted_at, idempotency_key)
            select b.lot_id, b.sequence, b.id, b.bidder_id, b.bidder_number, b.amount, b.maximum,
                b.bought, b.counted, b.leads, b.price_after, b.leader_after,
                timestamptz 'epoch' + b.ends_after * interval '1 millisecond',
                timestamptz 'epoch' + b.accepted_at * interval '1 millisecond', b.key
            from unnest(:lot::uuid[], :sequence::bigint[], :id::uuid[], :bidder::uuid[],
                :number::int[], :amount::bigint[], :maximum::bigint[], :bought::boolean[],
                :counted::boolean[], :leading::boolean[], :price::bigint[], :leader::int[],
                :ends::bigint[], :at::bigint[], :key::text[])
                as b(lot_id, sequence, id, bidder_id, bidder_number, amount, maximum, bought,
                    counted, leads, price_after, leader_after, ends_after, accepted_at, key)
            on conflict (lot_id, sequence) do nothing
            """;

    private static final String PROGRESS =
            """
            update auctions.lot_intake l set drained = p.drained,
                ceiling = greatest(l.ceiling, p.drained + :limit), bids = l.bids + p.bids,
                price = p.price, leader = p.leader,
                ends_at = timestamptz 'epoch' + p.ends_at * interval '1 millisecond'
            from unnest(:lot::uuid[], :drained::bigint[], :bids::bigint[], :price::bigint[],
                :leader::int[], :ends::bigint[])
                as p(lot_id, drained, bids, price, leader, ends_at)
            where l.lot_id = p.lot_id
            returning l.lot_id, l.drained, l.ceiling
            """;

    /**
     * Bids that one event tells of, some 25 KB: those who follow the events read hundreds of them
     * ahead.
     */
    static final int TOLD_MAX = 100;

    private final JdbcClient jdbc;
    private final Events events;
    private final LotLosses losses;
    private final int undrainedLimit;

    LotBidStore(JdbcClient jdbc, Events events, LotLosses losses, LotProperties properties) {
        this.jdbc = jdbc;
        this.events = events;
        this.losses = losses;
        this.undrainedLimit = properties.undrainedLimit();
    }

    /** A lot that this transaction has locked. */
    private record Locked(LotId lot, AuctionId auction, long drained, Instant endsAt) {}

    /** The bids of one lot that were not stored before. */
    private record Fresh(Locked lot, List<StoredLotBid> bids) {

        StoredLotBid last() {
            return bids.getLast();
        }
    }

    private record Line(LotId lot, StoredLotBid bid) {}

    /**
     * Stores what is new.
     *
     * @param read the first bids of each lot in the log, in sequence, at least one
     * @return how far the lots are; without those that somebody else is storing bids of just now
     */
    List<Drained> store(Map<LotId, List<StoredLotBid>> read, Instant now) {
        List<Drained> drained = new ArrayList<>();
        List<Fresh> fresh = new ArrayList<>();
        for (Locked lot : lock(read)) {
            List<StoredLotBid> bids = Objects.requireNonNull(read.get(lot.lot()));
            List<StoredLotBid> rest =
                    bids.stream().filter(bid -> bid.sequence() > lot.drained()).toList();
            if (rest.isEmpty()) {
                drained.add(new Drained(lot.lot(), lot.drained(), 0));
            } else {
                fresh.add(new Fresh(lot, rest));
            }
        }
        if (!fresh.isEmpty()) {
            fresh.forEach(lot -> missing(lot, now));
            insert(fresh);
            drained.addAll(advance(fresh));
            events.publish(fresh.stream().flatMap(lot -> placed(lot, now)).toArray());
        }
        return drained;
    }

    private List<Locked> lock(Map<LotId, List<StoredLotBid>> read) {
        return jdbc.sql(
                        """
                        select lot_id, auction_id, drained, ends_at from auctions.lot_intake
                        where lot_id = any(:lots::uuid[]) order by lot_id for update skip locked
                        """)
                .param("lots", Columns.of(read.keySet(), LotId::value))
                .query(LotBidStore::locked)
                .list();
    }

    private static Locked locked(ResultSet row, int number) throws SQLException {
        return new Locked(
                new LotId(row.getObject("lot_id", UUID.class)),
                new AuctionId(row.getObject("auction_id", UUID.class)),
                row.getLong("drained"),
                Columns.instant(row, "ends_at"));
    }

    /** Numbers that were forgotten in Redis are stored: unless PostgreSQL is the one that lost. */
    private void missing(Fresh lot, Instant now) {
        long expected = lot.lot().drained() + 1;
        long first = lot.bids().getFirst().sequence();
        if (first > expected) {
            losses.record(
                    lot.lot().lot(),
                    new LotLosses.Numbers(expected, first - 1),
                    first - 1,
                    true,
                    now);
        }
    }

    private void insert(List<Fresh> fresh) {
        List<Line> lines =
                fresh.stream()
                        .flatMap(lot ->
                                lot.bids().stream().map(bid -> new Line(lot.lot().lot(), bid)))
                        .toList();
        jdbc.sql(INSERT)
                .param("lot", Columns.of(lines, Line::lot))
                .param("sequence", Columns.longs(lines, line -> line.bid().sequence()))
                .param("id", Columns.of(lines, line -> line.bid().id()))
                .param("bidder", Columns.of(lines, line -> line.bid().entry().bidder()))
                .param("number", Columns.longs(lines, line -> line.bid().bidderNumber()))
                .param("amount", Columns.longs(lines, line -> line.bid().entry().amount()))
                .param("maximum", Columns.longs(lines, line -> line.bid().entry().maximum()))
                .param("bought", Columns.of(lines, line -> line.bid().bought()))
                .param("counted", Columns.of(lines, line -> line.bid().counted()))
                .param("leading", Columns.of(lines, line -> line.bid().leading()))
                .param("price", Columns.of(lines, line -> line.bid().priceAfter()))
                .param("leader", Columns.of(lines, line -> line.bid().leaderAfter()))
                .param("ends", Columns.longs(lines, line -> line.bid().endsAfter().toEpochMilli()))
                .param("at", Columns.longs(lines, line -> line.bid().acceptedAt().toEpochMilli()))
                .param("key", Columns.sparse(lines, line -> line.bid().key()))
                .update();
    }

    private List<Drained> advance(List<Fresh> fresh) {
        return jdbc.sql(PROGRESS)
                .param("limit", undrainedLimit)
                .param("lot", Columns.of(fresh, lot -> lot.lot().lot()))
                .param("drained", Columns.longs(fresh, lot -> lot.last().sequence()))
                .param("bids", Columns.longs(fresh, lot -> lot.bids().size()))
                .param("price", Columns.of(fresh, lot -> lot.last().priceAfter()))
                .param("leader", Columns.of(fresh, lot -> lot.last().leaderAfter()))
                .param("ends", Columns.longs(fresh, lot -> lot.last().endsAfter().toEpochMilli()))
                .query((row, _) ->
                        new Drained(
                                new LotId(row.getObject("lot_id", UUID.class)),
                                row.getLong("drained"),
                                row.getLong("ceiling")))
                .list();
    }

    /** The last of them tells of the end. */
    private static Stream<LotBidsPlaced> placed(Fresh fresh, Instant now) {
        Instant endsAt = fresh.last().endsAfter();
        boolean extended = !endsAt.equals(fresh.lot().endsAt());
        List<StoredLotBid> bids = fresh.bids();
        return IntStream.iterate(0, from -> from < bids.size(), from -> from + TOLD_MAX)
                .mapToObj(from -> {
                    int to = Math.min(from + TOLD_MAX, bids.size());
                    return new LotBidsPlaced(
                            fresh.lot().auction(),
                            fresh.lot().lot(),
                            bids.subList(from, to).stream().map(LotBidStore::placed).toList(),
                            extended && to == bids.size() ? endsAt : null,
                            now);
                });
    }

    private static PlacedBid placed(StoredLotBid bid) {
        return new PlacedBid(
                bid.id(),
                bid.sequence(),
                bid.alias(),
                bid.entry().bidder(),
                Money.ofMicros(bid.entry().amount()),
                bid.counted(),
                money(bid.priceAfter()),
                bid.acceptedAt());
    }

    private static @Nullable Money money(@Nullable Long micros) {
        return micros == null ? null : Money.ofMicros(micros);
    }
}
