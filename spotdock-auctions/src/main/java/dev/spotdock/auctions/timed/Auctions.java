package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The auctions. Whoever changes rows of several kinds changes auctions first, by id, then lots, by
 * id.
 */
@Component
class Auctions {

    private final JdbcClient jdbc;

    Auctions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Auction auction) {
        AntiSnipe snipe = auction.antiSnipe();
        Money deposit = auction.deposit();
        jdbc.sql(
                        """
                        insert into auctions.auction (id, seller_id, title, state, starts_at,
                            ends_at, snipe_window_ms, snipe_extension_ms, snipe_max,
                            deposit_micros, lots, created_at, version)
                        values (:id, :seller, :title, :state, :startsAt, :endsAt, :window,
                            :extension, :max, :deposit, :lots, :createdAt, :version)
                        """)
                .param("id", auction.auctionId().value())
                .param("seller", auction.seller().value())
                .param("title", auction.title())
                .param("state", auction.state().name())
                .param("startsAt", auction.startsAt().atOffset(ZoneOffset.UTC))
                .param("endsAt", auction.endsAt().atOffset(ZoneOffset.UTC))
                .param("window", snipe == null ? null : snipe.window().toMillis(), Types.BIGINT)
                .param(
                        "extension",
                        snipe == null ? null : snipe.extension().toMillis(),
                        Types.BIGINT)
                .param("max", snipe == null ? null : snipe.max(), Types.INTEGER)
                .param("deposit", deposit == null ? null : deposit.micros(), Types.BIGINT)
                .param("lots", auction.lots())
                .param("createdAt", auction.createdAt().atOffset(ZoneOffset.UTC))
                .param("version", auction.version())
                .update();
    }

    Optional<Auction> find(AuctionId id) {
        return jdbc.sql("select * from auctions.auction where id = ?")
                .param(id.value())
                .query(Auctions::auction)
                .optional();
    }

    /** For who changes its lots as well, and must not be overtaken in between. */
    Optional<Auction> lock(AuctionId id) {
        return jdbc.sql("select * from auctions.auction where id = ? for update")
                .param(id.value())
                .query(Auctions::auction)
                .optional();
    }

    /**
     * Stores the next version.
     *
     * @return false: it has changed since it was read, and nothing was written
     */
    boolean replace(Auction next) {
        return jdbc.sql(
                                """
                                update auctions.auction
                                set state = :state, starts_at = :startsAt, lots = :lots,
                                    version = :version
                                where id = :id and version = :version - 1
                                """)
                        .param("state", next.state().name())
                        .param("startsAt", next.startsAt().atOffset(ZoneOffset.UTC))
                        .param("lots", next.lots())
                        .param("version", next.version())
                        .param("id", next.auctionId().value())
                        .update()
                == 1;
    }

    /**
     * Open -> closing, if none of its lots takes bids any more, or will; others that leave are kept
     * waiting by its locked row.
     *
     * @param locked as it was when it was locked
     */
    void closeWithLastLot(Auction locked) {
        jdbc.sql(
                        """
                        update auctions.auction a set state = 'CLOSING', version = version + 1
                        where a.id = ? and a.version = ? and a.state = 'OPEN'
                          and not exists (select from auctions.lot l
                              where l.auction_id = a.id and l.state in ('PENDING', 'OPEN'))
                        """)
                .params(locked.auctionId().value(), locked.version())
                .update();
    }

    /** A lot of it ends later than anything before. */
    void endsNotBefore(AuctionId id, Instant endsAt) {
        jdbc.sql(
                        """
                        update auctions.auction set ends_at = :endsAt, version = version + 1
                        where id = :id and ends_at < :endsAt
                        """)
                .param("endsAt", endsAt.atOffset(ZoneOffset.UTC))
                .param("id", id.value())
                .update();
    }

    /** Locks scheduled auctions whose time has come; what others have locked is left to them. */
    List<Auction> lockStarting(Instant now, int limit) {
        return jdbc.sql(
                        """
                        select * from auctions.auction
                        where state = 'SCHEDULED' and starts_at <= :now
                        order by starts_at limit :limit for update skip locked
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Auctions::auction)
                .list();
    }

    /** Locks open auctions whose time is over. */
    List<Auction> lockEnding(Instant now, int limit) {
        return jdbc.sql(
                        """
                        select * from auctions.auction where state = 'OPEN' and ends_at <= :now
                        order by ends_at limit :limit for update skip locked
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query(Auctions::auction)
                .list();
    }

    /**
     * Locks auctions in a state that have no lot any more that keeps them in it.
     *
     * @param keeping states of such lots
     */
    List<Auction> lockFinished(AuctionState state, List<String> keeping, int limit) {
        return jdbc.sql(
                        """
                        select * from auctions.auction a where a.state = :state
                          and not exists (select from auctions.lot l
                              where l.auction_id = a.id and l.state in (:keeping)
                                and l.state in ('PENDING', 'OPEN', 'CLOSING', 'SOLD'))
                        order by a.id limit :limit for update of a skip locked
                        """)
                .param("state", state.name())
                .param("keeping", keeping)
                .param("limit", limit)
                .query(Auctions::auction)
                .list();
    }

    static Auction auction(ResultSet row, int number) throws SQLException {
        long deposit = row.getLong("deposit_micros");
        Money held = row.wasNull() ? null : Money.ofMicros(deposit);
        return new Auction(
                new AuctionId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("seller_id", UUID.class)),
                row.getString("title"),
                AuctionState.valueOf(row.getString("state")),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                antiSnipe(row),
                held,
                row.getInt("lots"),
                row.getTimestamp("created_at").toInstant(),
                row.getLong("version"));
    }

    private static @Nullable AntiSnipe antiSnipe(ResultSet row) throws SQLException {
        int max = row.getInt("snipe_max");
        return row.wasNull()
                ? null
                : new AntiSnipe(
                        Duration.ofMillis(row.getLong("snipe_window_ms")),
                        Duration.ofMillis(row.getLong("snipe_extension_ms")),
                        max);
    }
}
