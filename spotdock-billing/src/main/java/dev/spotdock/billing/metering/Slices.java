package dev.spotdock.billing.metering;

import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.billing.metering.rating.RatedSlice;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code billing.slice}, each guarded by its wallet's lock. */
@Component
class Slices {

    private static final String ADD =
            """
            insert into billing.slice (allocation_id, slice_no, from_at, to_at, rate, amount,
                charged, from_hold, lost)
            select s.allocation_id, s.slice_no,
                timestamptz 'epoch' + s.from_at * interval '1 microsecond',
                timestamptz 'epoch' + s.to_at * interval '1 microsecond',
                s.rate, s.amount, s.charged, s.from_hold, s.amount - s.charged
            from unnest(:allocation::uuid[], :number::int[], :from::bigint[], :to::bigint[],
                :rate::bigint[], :amount::bigint[], :charged::bigint[], :from_hold::bigint[])
                as s(allocation_id, slice_no, from_at, to_at, rate, amount, charged, from_hold)
            """;

    private static final String BEYOND =
            """
            select s.*, m.bid_id from billing.slice s
            join billing.meter m on m.allocation_id = s.allocation_id
            where s.allocation_id = :allocation and s.voided_at is null and s.to_at > :at
            order by s.from_at
            """;

    private final JdbcClient jdbc;

    Slices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(List<RatedSlice> slices) {
        if (slices.isEmpty()) {
            return;
        }
        jdbc.sql(ADD)
                .param("allocation", Columns.texts(slices, RatedSlice::allocationId))
                .param("number", Columns.longs(slices, RatedSlice::number))
                .param("from", Columns.instants(slices, s -> Instant.ofEpochMilli(s.from())))
                .param("to", Columns.instants(slices, s -> Instant.ofEpochMilli(s.to())))
                .param("rate", Columns.longs(slices, RatedSlice::ratePerHourMicros))
                .param("amount", Columns.longs(slices, RatedSlice::amount))
                .param("charged", Columns.longs(slices, RatedSlice::charged))
                .param("from_hold", Columns.longs(slices, RatedSlice::fromHold))
                .update();
    }

    /** Those that reach beyond an instant and are not voided, in the order of time. */
    List<RatedSlice> beyond(AllocationId allocationId, Instant at) {
        return jdbc.sql(BEYOND)
                .param("allocation", allocationId.value())
                .param("at", Columns.timestamp(at))
                .query((row, number) -> slice(row))
                .list();
    }

    void voidAll(AllocationId allocationId, List<RatedSlice> slices, Instant at) {
        int rows =
                jdbc.sql(
                                """
                                update billing.slice set voided_at = :at
                                where allocation_id = :allocation and slice_no = any(:numbers)
                                    and voided_at is null
                                """)
                        .param("allocation", allocationId.value())
                        .param("numbers", Columns.longs(slices, RatedSlice::number))
                        .param("at", Columns.timestamp(at))
                        .update();
        Columns.expectRows(slices.size(), rows, "slices");
    }

    private static RatedSlice slice(ResultSet row) throws SQLException {
        long fromHold = row.getLong("from_hold");
        return new RatedSlice(
                new AllocationId(row.getObject("allocation_id", UUID.class)),
                new BidId(row.getObject("bid_id", UUID.class)),
                row.getInt("slice_no"),
                millis(row, "from_at"),
                millis(row, "to_at"),
                row.getLong("rate"),
                row.getLong("amount"),
                row.getLong("charged") - fromHold,
                fromHold);
    }

    private static long millis(ResultSet row, String column) throws SQLException {
        return Columns.instant(row, column).toEpochMilli();
    }
}
