package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.reservation.ReservedCapacity;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The market, its reservations and the clock, second by second: no node is ever exceeded, and what
 * is pinned is free of the market's work whenever its window is open.
 */
class ReservationWindowsHistoryTests {

    private static final int SECONDS = 600;
    private static final List<String> LOOPS =
            List.of(
                    "reservation-windows",
                    "allocation-deadlines",
                    "bid-expiry",
                    "reserved-bids",
                    "matching");

    /** Longer than work with the longest guarantees below needs to be gone. */
    private static final int AHEAD_SECONDS = 60 + 60 + 10 + 5;

    private final Market market = Market.fresh();
    private final ReservedCapacity reserved = new ReservedCapacity(market);
    private final List<Block> blocks = new ArrayList<>();

    /** When a workload will be up, or gone. */
    private final Map<UUID, Instant> due = new HashMap<>();

    private record Block(ReservationId id, Instant from, Instant to) {}

    private record Live(
            UUID allocation, UUID bid, boolean started, boolean stopping, boolean reserved) {

        private static Live read(ResultSet row, int number) throws SQLException {
            return new Live(
                    row.getObject("id", UUID.class),
                    row.getObject("bid_id", UUID.class),
                    row.getTimestamp("started_at") != null,
                    row.getString("stop_reason") != null,
                    row.getObject("reservation_id") != null);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 2 * Integer.getInteger("spotdock.test.effort", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void windowsAreFreeWhenTheyOpenAndNobodyIsToldTooLate(int seed) {
        Random random = new Random(20261123L + seed);
        market.node("n1", 8000, 16384);
        market.node("n2", 6000, 12288);
        for (int second = 0; second < SECONDS; second++) {
            happen(random);
            workloads(random);
            LOOPS.forEach(market::run);
            market.noNodeIsExceeded();
            openWindowsAreFree(seed, second);
            reservedBidsRun(seed, second);
            market.pass(Duration.ofSeconds(1));
        }
        everybodyHadTheirGuarantees();
        assertThat(market.count("capacity_pin")).isGreaterThan(2);
        assertThat(
                        market.count(
                                "allocation a join auctions.bid b on b.id = a.bid_id"
                                        + " where b.reservation_id is not null"))
                .isPositive();
        assertThat(market.count("eviction_notice where reason = 'RESERVATION'")).isPositive();
    }

    private void happen(Random random) {
        if (random.nextInt(40) == 0) {
            Instant from = market.now().plusSeconds(AHEAD_SECONDS + 2 + random.nextInt(60));
            Instant to = from.plusSeconds(20 + random.nextInt(60));
            reserved.block(1 + random.nextInt(8), from, to)
                    .ifPresent(id -> blocks.add(new Block(id, from, to)));
        }
        if (!blocks.isEmpty() && random.nextInt(10) == 0) {
            reserved.submit(blocks.get(random.nextInt(blocks.size())).id(), 1 + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            int slots = 1 + random.nextInt(4);
            long price = slots * (500_000L + 50_000L * random.nextInt(20));
            market.accepted(form ->
                    form.shape(1000L * slots, 2048L * slots)
                            .perHour(price)
                            .guarantees(guarantee(random), guarantee(random)));
        }
    }

    private static Duration guarantee(Random random) {
        return Duration.ofSeconds(List.of(0, 5, 30, 60).get(random.nextInt(4)));
    }

    /** Starts take up to 20 s, stops up to their 10 s; some end by themselves. */
    private void workloads(Random random) {
        List<Live> all =
                market.jdbc()
                        .sql(
                                """
                                select a.id, a.bid_id, a.started_at, b.stop_reason,
                                       b.reservation_id
                                from auctions.allocation a join auctions.bid b on b.id = a.bid_id
                                where a.ended_at is null order by a.id
                                """)
                        .query(Live::read)
                        .list();
        for (Live live : all) {
            UUID step =
                    live.stopping()
                            ? new UUID(0, live.allocation().getMostSignificantBits())
                            : live.allocation();
            int most = live.stopping() ? 10 : 20;
            Instant at =
                    due.computeIfAbsent(step, _ -> market.now().plusSeconds(random.nextInt(most)));
            boolean exits = live.started() && random.nextInt(200) == 0;
            if ((live.stopping() && !at.isAfter(market.now())) || exits) {
                end(live, exits ? AllocationEnd.EXITED : AllocationEnd.STOPPED);
            } else if (!live.started() && !live.stopping() && !at.isAfter(market.now())) {
                market.send(
                        new StartAllocation(
                                new BidId(live.bid()),
                                new AllocationId(live.allocation()),
                                "c1",
                                null,
                                market.now()));
            }
        }
    }

    private void end(Live live, AllocationEnd how) {
        market.send(
                new EndAllocation(
                        new BidId(live.bid()),
                        new AllocationId(live.allocation()),
                        how,
                        market.now(),
                        0,
                        ""));
    }

    private void openWindowsAreFree(int seed, int second) {
        List<?> violations =
                market.jdbc()
                        .sql(
                                """
                                select o.node || ': ' || p.cpu || ' pinned, ' || s.cpu || ' spot'
                                from auctions.offer o
                                cross join lateral (select sum(cpu_millis) as cpu
                                    from auctions.capacity_pin where node = o.node
                                      and starts_at <= :now and ends_at > :now) p
                                cross join lateral (
                                    select coalesce(sum(a.cpu_millis), 0) as cpu
                                    from auctions.allocation a
                                    join auctions.bid b on b.id = a.bid_id
                                    where a.node = o.node and a.ended_at is null
                                      and b.reservation_id is null) s
                                where p.cpu + s.cpu > o.capacity_cpu_millis
                                """)
                        .param("now", market.now().atOffset(ZoneOffset.UTC))
                        .query(String.class)
                        .list();
        assertThat(violations).as("seed %d, second %d", seed, second).isEmpty();
    }

    /** Those of an earlier window that are being stopped may be in the way for their 10 s. */
    private void reservedBidsRun(int seed, int second) {
        assertThat(
                        market.jdbc()
                                .sql(
                                        """
                                        select id from auctions.bid where status = 'SUBMITTED'
                                          and reserved_from <= ? and submitted_at <= ?
                                          and reserved_to > ? and attempts = 0
                                        """)
                                .params(
                                        market.now().minusSeconds(12).atOffset(ZoneOffset.UTC),
                                        market.now().minusSeconds(12).atOffset(ZoneOffset.UTC),
                                        market.now().atOffset(ZoneOffset.UTC))
                                .query(UUID.class)
                                .list())
                .as("seed %d, second %d: reserved bids that wait in their window", seed, second)
                .isEmpty();
    }

    private void everybodyHadTheirGuarantees() {
        assertThat(
                        market.jdbc()
                                .sql(
                                        """
                                        select b.id from auctions.eviction_notice n
                                        join auctions.bid b on b.id = n.bid_id
                                        join auctions.allocation a on a.id = n.allocation_id
                                        where n.reason = 'RESERVATION' and (
                                          n.deadline < n.noticed_at + b.notice_ms * interval '1 ms'
                                          or n.noticed_at
                                              < a.started_at + b.min_run_ms * interval '1 ms')
                                        """)
                                .query(UUID.class)
                                .list())
                .as("told too late or too early")
                .isEmpty();
        assertThat(
                        market.count(
                                "bid where reservation_id is not null and evict_reason is not null"))
                .isZero();
    }
}
