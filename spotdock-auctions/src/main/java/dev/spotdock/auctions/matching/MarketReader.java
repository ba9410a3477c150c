package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.book.BookEntry;
import dev.spotdock.auctions.matching.engine.MarketRules;
import dev.spotdock.auctions.matching.engine.MarketView;
import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import dev.spotdock.auctions.matching.engine.MarketView.Notice;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.NoticeBudget;
import dev.spotdock.auctions.matching.engine.Windows;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads from PostgreSQL what the engine has to know of a pool, apart from who waits. */
@Component
class MarketReader {

    private static final Duration BUDGET_WINDOW = Duration.ofMinutes(1);

    private static final String RUNNING =
            """
            select a.id, a.bid_id, b.account_id, a.node, a.cpu_millis, a.memory_mib, a.gpus, a.started_at,
                   b.effective_unit_price, b.max_price_per_hour, b.min_run_ms, b.notice_ms,
                   b.evict_deadline, b.evict_reason, b.stop_reason, b.reason_at, b.reserved_to
            from auctions.allocation a join auctions.bid b on b.id = a.bid_id
            where a.pool = ? and a.ended_at is null
            """;

    private final JdbcClient jdbc;
    private final Nominations nominations;
    private final PinReader pins;
    private final RunningQuota quota;
    private final int waitingMax;

    MarketReader(
            JdbcClient jdbc,
            Nominations nominations,
            PinReader pins,
            RunningQuota quota,
            AuctionsProperties properties) {
        this.quota = quota;
        this.waitingMax = properties.matching().batchLimit() * properties.matching().pagesPerRun();
        this.jdbc = jdbc;
        this.nominations = nominations;
        this.pins = pins;
    }

    /** The nominations of earlier plans. */
    List<StandingNomination> standing(String pool) {
        return nominations.ofPool(pool);
    }

    /** What the market sees of a pool, and what is pinned there. */
    record Seen(MarketView view, Windows windows) {}

    /** The pool as it is committed now. */
    Seen view(
            Pool pool,
            List<Offer> offers,
            List<Waiting> waiting,
            List<StandingNomination> standing,
            Instant now) {
        Map<UUID, Integer> placed = new HashMap<>();
        Map<String, Resources> reserved = new HashMap<>();
        List<Running> running =
                jdbc.sql(RUNNING)
                        .param(pool.name())
                        .query((row, _) -> {
                            placed.merge(row.getObject("account_id", UUID.class), 1, Integer::sum);
                            Instant reservedTo = instant(row, "reserved_to");
                            if (reservedTo != null && reservedTo.isAfter(now)) {
                                reserved.merge(
                                        row.getString("node"), resources(row), Resources::plus);
                            }
                            return running(row);
                        })
                        .list();
        Set<BidId> hindered = quota.hindered(pool.name(), placed);
        MarketView view =
                new MarketView(
                        now,
                        rules(pool, running, now),
                        offers.stream().map(MarketReader::node).toList(),
                        running,
                        hindered.isEmpty()
                                ? waiting
                                : waiting.stream()
                                        .map(bid ->
                                                hindered.contains(bid.bidId())
                                                        ? overQuota(bid)
                                                        : bid)
                                        .toList(),
                        standing.stream().map(StandingNomination::nominated).toList());
        return new Seen(view, pins.windows(pool, reserved, now));
    }

    /** The pool as it is committed now, with the best that wait in it. */
    Seen view(Pool pool, List<Offer> offers, Instant now) {
        List<Waiting> waiting =
                jdbc.sql(
                                """
                                select * from auctions.bid
                                where pool = ? and status = 'SUBMITTED' and unfunded_at is null
                                  and reservation_id is null and effective_unit_price >= ?
                                order by effective_unit_price desc, sequence limit ?
                                """)
                        .params(pool.name(), pool.floorPrice(), waitingMax)
                        .query(MarketReader::bid)
                        .list();
        return view(pool, offers, waiting, standing(pool.name()), now);
    }

    /** Bids that hold nominations, wherever they stand in the book. */
    List<Waiting> nominees(String pool) {
        return jdbc.sql(
                        """
                        select b.* from auctions.nomination n join auctions.bid b on b.id = n.bid_id
                        where n.pool = ? and b.status = 'SUBMITTED' and b.unfunded_at is null
                        """)
                .param(pool)
                .query(MarketReader::bid)
                .list();
    }

    @SuppressWarnings("unused") // a RowMapper's second parameter
    private static Waiting bid(ResultSet row, int number) throws SQLException {
        return new Waiting(
                new BidId(row.getObject("id", UUID.class)),
                row.getLong("version"),
                row.getLong("sequence"),
                row.getLong("effective_unit_price"),
                row.getLong("max_price_per_hour"),
                resources(row),
                null);
    }

    static Waiting waiting(BookEntry entry) {
        return new Waiting(
                entry.bidId(),
                entry.version(),
                entry.sequence(),
                entry.effectiveUnitPrice(),
                entry.maxPricePerHour(),
                entry.resources(),
                null);
    }

    private MarketRules rules(Pool pool, List<Running> running, Instant now) {
        int started = (int) running.stream().filter(r -> r.startedAt() != null).count();
        NoticeBudget budget =
                jdbc.sql(
                                """
                                select count(*) as given, min(noticed_at) as oldest
                                from auctions.eviction_notice
                                where pool = ? and noticed_at > ? and reason = 'OUTBID'
                                """)
                        .params(pool.name(), now.minus(BUDGET_WINDOW).atOffset(ZoneOffset.UTC))
                        .query((row, _) -> budget(row, started))
                        .single();
        return new MarketRules(
                pool.slot(),
                pool.floorPrice(),
                pool.minimumStepBasisPoints(),
                pool.evictionMustGain(),
                budget);
    }

    private static NoticeBudget budget(ResultSet row, int started) throws SQLException {
        Instant oldest = instant(row, "oldest");
        return new NoticeBudget(
                started, row.getInt("given"), oldest == null ? null : oldest.plus(BUDGET_WINDOW));
    }

    private static Node node(Offer offer) {
        return new Node(
                offer.node(),
                offer.capacity(),
                offer.schedulable() ? NodeState.SCHEDULABLE : NodeState.CORDONED);
    }

    private static Waiting overQuota(Waiting bid) {
        return new Waiting(
                bid.bidId(),
                bid.version(),
                bid.sequence(),
                bid.effectiveUnitPrice(),
                bid.pricePerHour(),
                bid.resources(),
                ReasonCode.QUOTA);
    }

    private static Running running(ResultSet row) throws SQLException {
        return new Running(
                new AllocationId(row.getObject("id", UUID.class)),
                new BidId(row.getObject("bid_id", UUID.class)),
                row.getString("node"),
                resources(row),
                row.getLong("effective_unit_price"),
                row.getLong("max_price_per_hour"),
                instant(row, "started_at"),
                Duration.ofMillis(row.getLong("min_run_ms")),
                Duration.ofMillis(row.getLong("notice_ms")),
                instant(row, "reserved_to") != null,
                notice(row));
    }

    /** What is being stopped, for whatever reason, is as good as noticed, and its time is over. */
    private static @Nullable Notice notice(ResultSet row) throws SQLException {
        Instant deadline = instant(row, "evict_deadline");
        if (deadline != null) {
            return new Notice(deadline, ReasonCode.valueOf(row.getString("evict_reason")));
        }
        String stop = row.getString("stop_reason");
        if (stop == null) {
            return null;
        }
        ReasonCode reason = ReasonCode.valueOf(stop);
        ReasonCode cause = reason == ReasonCode.DISPLACED ? ReasonCode.OUTBID : reason;
        return new Notice(row.getTimestamp("reason_at").toInstant(), cause);
    }

    private static Resources resources(ResultSet row) throws SQLException {
        return new Resources(
                row.getLong("cpu_millis"), row.getLong("memory_mib"), row.getInt("gpus"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
