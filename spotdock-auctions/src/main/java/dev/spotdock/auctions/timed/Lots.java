package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.UnsoldReason;
import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.VehicleId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lots. */
@Component
class Lots {

    private static final int TIME = Types.TIMESTAMP_WITH_TIMEZONE;

    private final JdbcClient jdbc;

    Lots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores a new lot.
     *
     * @param vin of its vehicle; null: it sells none
     * @return false: the vehicle is in a lot that is not over, and nothing was written
     */
    boolean insert(Lot lot, @Nullable String vin) {
        VehicleId vehicle = lot.item().vehicleId();
        CapacityBlock block = lot.item().capacityBlock();
        LotTerms terms = lot.terms();
        return jdbc.sql(
                                """
                                insert into auctions.lot (id, auction_id, seller_id, vehicle_id,
                                    vin, pool, cpu_millis, memory_mib, gpus, block_from, block_to,
                                    starting_price, increment, reserve_price, buy_now_price,
                                    state, ends_at, intake, last_sequence, held, round, overdue,
                                    version)
                                values (:id, :auction, :seller, :vehicle, :vin, :pool, :cpu,
                                    :memory, :gpus, :from, :to, :startingPrice, :increment,
                                    :reserve, :buyNow, :state, :endsAt, 'NONE', 0, false, 0,
                                    false, :version)
                                on conflict (vin)
                                  where state in ('PENDING', 'OPEN', 'CLOSING', 'SOLD')
                                  do nothing
                                """)
                        .param("id", lot.lotId().value())
                        .param("auction", lot.auctionId().value())
                        .param("seller", lot.seller().value())
                        .param("vehicle", vehicle == null ? null : vehicle.value(), Types.OTHER)
                        .param("vin", vin, Types.VARCHAR)
                        .param("pool", block == null ? null : block.pool(), Types.VARCHAR)
                        .param(
                                "cpu",
                                block == null ? null : block.resources().cpuMillis(),
                                Types.BIGINT)
                        .param(
                                "memory",
                                block == null ? null : block.resources().memoryMiB(),
                                Types.BIGINT)
                        .param(
                                "gpus",
                                block == null ? null : block.resources().gpus(),
                                Types.INTEGER)
                        .param("from", utc(block == null ? null : block.from()), TIME)
                        .param("to", utc(block == null ? null : block.to()), TIME)
                        .param("startingPrice", terms.startingPrice())
                        .param("increment", terms.increment())
                        .param("reserve", terms.reserve(), Types.BIGINT)
                        .param("buyNow", terms.buyNow(), Types.BIGINT)
                        .param("state", lot.state().name())
                        .param("endsAt", utc(lot.endsAt()), TIME)
                        .param("version", lot.version())
                        .update()
                == 1;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    Optional<Lot> find(LotId id) {
        return jdbc.sql("select * from auctions.lot where id = ?")
                .param(id.value())
                .query(LotRows::lot)
                .optional();
    }

    /** For who also changes other rows for its sake. */
    Optional<Lot> lock(LotId id) {
        return jdbc.sql("select * from auctions.lot where id = ? for update")
                .param(id.value())
                .query(LotRows::lot)
                .optional();
    }

    /** The auction's lots that take or will take bids, by id. */
    List<Lot> takingBids(AuctionId auction) {
        return jdbc.sql(
                        """
                        select * from auctions.lot
                        where auction_id = ? and state in ('PENDING', 'OPEN') order by id
                        """)
                .param(auction.value())
                .query(LotRows::lot)
                .list();
    }

    boolean anyTakesBids(AuctionId auction) {
        return jdbc.sql(
                        """
                        select exists (select from auctions.lot
                            where auction_id = ? and state in ('PENDING', 'OPEN'))
                        """)
                .param(auction.value())
                .query(Boolean.class)
                .single();
    }

    /** Pending -> open, all of an auction's, with bids to be let in from now on. */
    int open(AuctionId auction, Instant at) {
        return jdbc.sql(
                        """
                        update auctions.lot set state = 'OPEN', due_at = :at, version = version + 1
                        where auction_id = :auction and state = 'PENDING'
                        """)
                .param("at", utc(at))
                .param("auction", auction.value())
                .update();
    }

    /** Open -> closing, all of an auction's. */
    void closeAll(AuctionId auction, Instant at) {
        jdbc.sql(
                        """
                        update auctions.lot set state = 'CLOSING', due_at = :at,
                            version = version + 1
                        where auction_id = :auction and state = 'OPEN'
                        """)
                .param("at", utc(at))
                .param("auction", auction.value())
                .update();
    }

    /** Pending or open -> withdrawn, all of an auction's; those that were open are to be closed. */
    List<Lot> withdrawAll(AuctionId auction, Instant at) {
        return jdbc.sql(
                        """
                        update auctions.lot set state = 'WITHDRAWN', unsold_reason = 'WITHDRAWN',
                            due_at = case state when 'OPEN' then cast(:at as timestamptz) end,
                            version = version + 1
                        where auction_id = :auction and state in ('PENDING', 'OPEN')
                        returning *
                        """)
                .param("at", utc(at))
                .param("auction", auction.value())
                .query(LotRows::lot)
                .list();
    }

    /**
     * Stores the next version.
     *
     * @return false: it has changed since it was read, and nothing was written
     */
    boolean replace(Lot next) {
        Award award = next.award();
        UnsoldReason unsold = next.unsold();
        return jdbc.sql(
                                """
                                update auctions.lot
                                set state = :state, ends_at = :endsAt, intake = :intake,
                                    due_at = :dueAt, last_sequence = :last, held = :held,
                                    price = :price, unsold_reason = :unsold, winner_id = :winner,
                                    winner_alias = :alias, winner_sequence = :sequence,
                                    winner_amount = :amount, round = :round, pay_by = :payBy,
                                    overdue = overdue and round = :round, version = :version
                                where id = :id and version = :version - 1
                                """)
                        .param("state", next.state().name())
                        .param("endsAt", utc(next.endsAt()), TIME)
                        .param("intake", next.log().stage().name())
                        .param("dueAt", utc(next.log().dueAt()), TIME)
                        .param("last", next.log().lastSequence())
                        .param("held", next.log().held())
                        .param("price", next.price(), Types.BIGINT)
                        .param("unsold", unsold == null ? null : unsold.name(), Types.VARCHAR)
                        .param("winner", award == null ? null : award.winner().value(), Types.OTHER)
                        .param("alias", award == null ? null : award.alias(), Types.VARCHAR)
                        .param("sequence", award == null ? null : award.sequence(), Types.BIGINT)
                        .param("amount", award == null ? null : award.amount(), Types.BIGINT)
                        .param("round", award == null ? 0 : award.round())
                        .param("payBy", utc(award == null ? null : award.payBy()), TIME)
                        .param("version", next.version())
                        .param("id", next.lotId().value())
                        .update()
                == 1;
    }

    /**
     * Takes on lots that are due: no other instance looks at them until then. Whoever changes one
     * says when it is due next.
     */
    List<Lot> claim(Instant now, Instant until, int limit) {
        return jdbc.sql(
                        """
                        update auctions.lot set due_at = :until where id in (
                            select id from auctions.lot where due_at <= :now
                            order by due_at limit :limit for update skip locked)
                        returning *
                        """)
                .param("until", utc(until))
                .param("now", utc(now))
                .param("limit", limit)
                .query(LotRows::lot)
                .list();
    }

    /** Claimed lots with which nothing could be done yet, unless they were changed meanwhile. */
    void lookAgain(List<Lot> claimed, Instant at) {
        if (!claimed.isEmpty()) {
            jdbc.sql(
                            """
                            update auctions.lot set due_at = :at
                            where id in (:ids) and due_at = :until
                            """)
                    .param("at", utc(at))
                    .param("ids", claimed.stream().map(lot -> lot.lotId().value()).toList())
                    .param("until", utc(claimed.getFirst().log().dueAt()), TIME)
                    .update();
        }
    }

    /** Takes on sold lots whose time to pay is over; each once in a round. */
    List<Lot> markOverdue(Instant now, int limit) {
        return jdbc.sql(
                        """
                        update auctions.lot set overdue = true where id in (
                            select id from auctions.lot
                            where state = 'SOLD' and not overdue and pay_by <= :now
                            order by pay_by limit :limit for update skip locked)
                        returning *
                        """)
                .param("now", utc(now))
                .param("limit", limit)
                .query(LotRows::lot)
                .list();
    }

    /** How many of an auction's lots are in these states. */
    int count(AuctionId auction, List<String> states) {
        return jdbc.sql(
                        """
                        select count(*) from auctions.lot
                        where auction_id = :auction and state in (:states)
                        """)
                .param("auction", auction.value())
                .param("states", states)
                .query(Integer.class)
                .single();
    }
}
