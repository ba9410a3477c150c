package dev.spotdock.billing.metering;

import dev.spotdock.billing.StartMeter;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.billing.metering.rating.BidMoney;
import dev.spotdock.billing.metering.rating.Metered;
import dev.spotdock.billing.metering.rating.RateStep;
import dev.spotdock.billing.metering.rating.Tariff;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code billing.meter}, each guarded by its wallet's lock. */
@Component
class Meters {

    private static final String RUNNING =
            """
            select m.*, coalesce(h.remaining, 0) as hold_left,
                case when m.budget is null then null else
                    (select coalesce(sum(b.charged), 0) from billing.meter b
                        where b.bid_id = m.bid_id) end as bid_charged
            from billing.meter m
            left join billing.hold h on h.reference = m.bid_id and h.account_id = m.account_id
            where m.account_id = any(:accounts::uuid[]) and m.ended_at is null
            order by m.allocation_id
            """;

    private static final String ADVANCE =
            """
            update billing.meter m
            set metered_to = timestamptz 'epoch' + p.metered_to * interval '1 microsecond',
                next_slice = p.next_slice,
                accrued = p.accrued, rate = p.rate,
                charged = m.charged + p.charged, lost = m.lost + p.lost,
                exhausted_at = coalesce(m.exhausted_at, p.exhausted_at),
                exhausted_cause = coalesce(m.exhausted_cause, p.cause)
            from unnest(:allocation::uuid[], :metered_to::bigint[], :next_slice::int[],
                :accrued::numeric[], :rate::bigint[], :charged::bigint[], :lost::bigint[],
                :exhausted_at::timestamptz[], :cause::text[])
                as p(allocation_id, metered_to, next_slice, accrued, rate, charged, lost,
                    exhausted_at, cause)
            where m.allocation_id = p.allocation_id and m.ended_at is null
            """;

    private final JdbcClient jdbc;

    Meters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False if the allocation has a meter already. */
    boolean start(StartMeter command) {
        Money budget = command.budget();
        return jdbc.sql(
                                """
                                insert into billing.meter (allocation_id, bid_id, account_id, rate,
                                    budget, started_at, metered_to)
                                values (:allocation, :bid, :account, :rate,
                                    :budget::bigint, :at, :at)
                                on conflict (allocation_id) do nothing
                                """)
                        .param("allocation", command.allocationId().value())
                        .param("bid", command.bidId().value())
                        .param("account", command.accountId().value())
                        .param("rate", command.ratePerHourMicros())
                        .param("budget", budget == null ? null : budget.micros())
                        .param("at", Columns.timestamp(command.startedAt()))
                        .update()
                == 1;
    }

    /** Whose wallet a running allocation is charged to; empty if it has no meter or ended. */
    Optional<AccountId> payerOf(AllocationId allocationId) {
        return jdbc.sql(
                        """
                        select account_id from billing.meter
                        where allocation_id = :allocation and ended_at is null
                        """)
                .param("allocation", allocationId.value())
                .query((row, number) -> new AccountId(row.getObject("account_id", UUID.class)))
                .optional();
    }

    /** Whose wallet an ended allocation was charged to; empty if nothing of it is charged. */
    Optional<AccountId> paidBy(AllocationId allocationId) {
        return jdbc.sql(
                        """
                        select account_id from billing.meter
                        where allocation_id = :allocation and ended_at is not null
                            and charged + lost > 0
                        """)
                .param("allocation", allocationId.value())
                .query((row, number) -> new AccountId(row.getObject("account_id", UUID.class)))
                .optional();
    }

    /** An ended meter, back at its start. */
    void rewind(AllocationId allocationId) {
        int rows =
                jdbc.sql(
                                """
                                update billing.meter
                                set metered_to = started_at, ended_at = started_at, accrued = 0,
                                    charged = 0, lost = 0
                                where allocation_id = :allocation and ended_at is not null
                                """)
                        .param("allocation", allocationId.value())
                        .update();
        Columns.expectRows(1, rows, "meter");
    }

    /** How far the running meters of these wallets are. */
    Map<AllocationId, Instant> positions(List<AccountId> accounts) {
        Map<AllocationId, Instant> positions = new HashMap<>();
        jdbc.sql(
                        """
                        select allocation_id, metered_to from billing.meter
                        where account_id = any(:accounts::uuid[]) and ended_at is null
                        """)
                .param("accounts", Columns.texts(accounts, account -> account))
                .query(row -> {
                    positions.put(
                            new AllocationId(row.getObject("allocation_id", UUID.class)),
                            Instant.ofEpochMilli(millis(row, "metered_to")));
                });
        return positions;
    }

    /** All running meters of these wallets, by allocation. */
    List<Meter> running(List<AccountId> accounts) {
        return jdbc.sql(RUNNING)
                .param("accounts", Columns.texts(accounts, account -> account))
                .query((row, number) -> meter(row))
                .list();
    }

    /** Moves running meters on. */
    void advance(List<Progress> steps) {
        if (steps.isEmpty()) {
            return;
        }
        int rows =
                jdbc.sql(ADVANCE)
                        .param("allocation", Columns.texts(steps, Progress::allocationId))
                        .param("metered_to", Columns.instants(steps, Progress::meteredTo))
                        .param("next_slice", Columns.longs(steps, Progress::nextSlice))
                        .param("accrued", Columns.texts(steps, Progress::accrued))
                        .param("rate", Columns.longs(steps, Progress::ratePerHourMicros))
                        .param("charged", Columns.longs(steps, Progress::charged))
                        .param("lost", Columns.longs(steps, Progress::lost))
                        .param("exhausted_at", Columns.texts(steps, Progress::exhaustedAt))
                        .param("cause", Columns.texts(steps, Progress::cause))
                        .update();
        Columns.expectRows(steps.size(), rows, "meters");
    }

    /** Ends a meter where it stands. */
    void end(AllocationId allocationId) {
        int rows =
                jdbc.sql(
                                """
                                update billing.meter set ended_at = metered_to
                                where allocation_id = :allocation and ended_at is null
                                """)
                        .param("allocation", allocationId.value())
                        .update();
        Columns.expectRows(1, rows, "meter");
    }

    /** How many run now, in the whole installation. */
    long countRunning() {
        return jdbc.sql("select count(*) from billing.meter where ended_at is null")
                .query(Long.class)
                .single();
    }

    private static Meter meter(ResultSet row) throws SQLException {
        Metered metered =
                new Metered(
                        new AllocationId(row.getObject("allocation_id", UUID.class)),
                        new BidId(row.getObject("bid_id", UUID.class)),
                        tariff(row),
                        millis(row, "started_at"),
                        row.getInt("next_slice"),
                        row.getString("exhausted_cause") != null);
        return new Meter(
                new AccountId(row.getObject("account_id", UUID.class)), metered, money(row));
    }

    /** As it was last known: whoever charges asks what applies from there on. */
    private static Tariff tariff(ResultSet row) throws SQLException {
        long meteredTo = millis(row, "metered_to");
        return Tariff.of(
                row.getBigDecimal("accrued").toBigIntegerExact(),
                meteredTo,
                List.of(new RateStep(meteredTo, row.getLong("rate"))));
    }

    private static BidMoney money(ResultSet row) throws SQLException {
        long budget = row.getLong("budget");
        long left =
                row.wasNull() ? Long.MAX_VALUE : Math.max(0, budget - row.getLong("bid_charged"));
        return new BidMoney(row.getLong("hold_left"), left);
    }

    private static long millis(ResultSet row, String column) throws SQLException {
        return Columns.instant(row, column).toEpochMilli();
    }
}
