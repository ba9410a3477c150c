package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.kernel.id.LotId;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Lots come and go, and nothing of them stays: not in this instance's memory, and not in Redis.
 * 100,000 of them with {@code -Psoak}.
 */
class ManyLotsTests {

    private static final int EFFORT = Integer.getInteger("spotdock.test.effort", 1);
    private static final int LOTS = EFFORT == 1 ? 400 : 5_000 * EFFORT;

    /** As many as an auction may have. */
    private static final int AT_ONCE = Math.min(1000, LOTS / 4);

    /** What the JVM, its drivers and Redis have of their own: the least entry per lot is more. */
    private static final long NOISE_BYTES = 4 << 20;

    private final Saleroom room = Saleroom.fresh();
    private int vins;

    /** What is there when no lot is open. */
    private record Left(long heapBytes, long redisBytes, int meters) {}

    @Test
    void leaveNothingBehindInMemory() {
        sellAtOnce();
        Left warm = left();
        System.out.printf("after %d lots: %s%n", AT_ONCE, warm);
        for (int sold = 2 * AT_ONCE; sold <= LOTS; sold += AT_ONCE) {
            sellAtOnce();
            if (sold % (10 * AT_ONCE) == 0) {
                System.out.printf("after %d lots: %s%n", sold, left());
            }
        }
        Left end = left();
        System.out.printf("after %d lots: %s%n", LOTS, end);
        assertThat(room.market.count("lot where intake = 'FORGOTTEN'")).isEqualTo(LOTS);
        assertThat(end.heapBytes() - warm.heapBytes()).as("heap").isLessThan(NOISE_BYTES);
        assertThat(end.redisBytes() - warm.redisBytes()).as("Redis").isLessThan(NOISE_BYTES);
        assertThat(end.meters()).as("metrics").isEqualTo(warm.meters());
    }

    /** An auction of as many lots as it may have, opened, bid on, closed, decided, forgotten. */
    private void sellAtOnce() {
        room.keepTime();
        AuctionDetails auction = room.draft();
        add(AT_ONCE - 1, auction, room.lot(auction));
        room.open(auction);
        List<LotId> lots = lots(auction);
        assertThat(lots).hasSize(AT_ONCE);
        for (int i = 0; i < lots.size(); i++) {
            for (int bid = 0; bid < i % 3; bid++) {
                room.bid(lots.get(i), i + bid, 100 + 50L * bid);
            }
        }
        room.done(new CloseAuction(auction.auctionId(), Saleroom.BY_OPERATOR, room.keepTime()));
        room.until(
                "all decided", () -> room.find(auction.auctionId()).state() == AuctionState.CLOSED);
        assertThat(sold(auction)).isEqualTo(AT_ONCE - (AT_ONCE + 2) / 3);
        room.market.pass(Duration.ofSeconds(61));
        room.clock();
        isForgotten();
        room.market.events().committed.clear();
    }

    /** Copies a lot that is pending, each with a vehicle of its own. */
    private void add(int copies, AuctionDetails auction, LotId template) {
        room.market
                .jdbc()
                .sql(
                        """
                        with vehicles as (
                            insert into auctions.vehicle
                            select c.* from auctions.lot l
                            join auctions.vehicle v on v.id = l.vehicle_id
                            cross join generate_series(:first, :last) n
                            cross join lateral jsonb_populate_record(v, jsonb_build_object(
                                'id', gen_random_uuid(),
                                'vin', '1SPDCKM' || lpad(n::text, 10, '0'))) c
                            where l.id = :template
                            returning id, vin)
                        insert into auctions.lot
                        select c.* from auctions.lot l cross join vehicles v
                        cross join lateral jsonb_populate_record(l, jsonb_build_object(
                            'id', gen_random_uuid(), 'vehicle_id', v.id, 'vin', v.vin)) c
                        where l.id = :template
                        """)
                .param("first", vins + 1)
                .param("last", vins + copies)
                .param("template", template.value())
                .update();
        vins += copies;
        room.market
                .jdbc()
                .sql("update auctions.auction set lots = ? where id = ?")
                .params(copies + 1, auction.auctionId().value())
                .update();
    }

    private List<LotId> lots(AuctionDetails auction) {
        return room.market
                .jdbc()
                .sql("select id from auctions.lot where auction_id = ? and intake = 'OPEN'")
                .param(auction.auctionId().value())
                .query((row, _) -> new LotId(row.getObject("id", UUID.class)))
                .list();
    }

    private long sold(AuctionDetails auction) {
        return room.market
                .jdbc()
                .sql("select count(*) from auctions.lot where auction_id = ? and state = 'SOLD'")
                .param(auction.auctionId().value())
                .query(Long.class)
                .single();
    }

    private void isForgotten() {
        try (RedisConnection redis = redis()) {
            assertThat(redis.serverCommands().dbSize()).as("keys in Redis").isZero();
        }
        assertThat(meters().get("spotdock.auctions.lots.undrained").gauge().value()).isZero();
    }

    private MeterRegistry meters() {
        return room.market.bean(MeterRegistry.class);
    }

    private RedisConnection redis() {
        return room.market.bean(RedisConnectionFactory.class).getConnection();
    }

    private Left left() {
        System.gc();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        try (RedisConnection redis = redis()) {
            Properties memory = Objects.requireNonNull(redis.serverCommands().info("memory"));
            return new Left(
                    heap,
                    Long.parseLong(Objects.requireNonNull(memory.getProperty("used_memory"))),
                    meters().getMeters().size());
        }
    }
}
