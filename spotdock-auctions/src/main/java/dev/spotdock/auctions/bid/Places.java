package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives new bids their places in the book and says why they wait; one round trip. */
@Component
class Places {

    // Numbered inside, looked at outside: PostgreSQL calls nextval in the order of n.
    private static final String NEXT =
            """
            select d.sequence, exists (
                select from auctions.offer o where o.pool = d.pool
                   and o.capacity_cpu_millis >= d.cpu_millis
                   and o.capacity_memory_mib >= d.memory_mib
                   and o.capacity_gpus >= d.gpus) as fits
            from (select n, pool, cpu_millis, memory_mib, gpus,
                      nextval('auctions.bid_sequence') as sequence
                  from unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                      with ordinality as u(pool, cpu_millis, memory_mib, gpus, n)
                  order by n) d
            order by d.n
            """;

    private final JdbcClient jdbc;

    Places(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(long sequence, boolean fits) {}

    /** The drafts' places, each behind the one before it. */
    List<Bid.Place> next(List<Draft> drafts) {
        List<Row> rows =
                jdbc.sql(NEXT)
                        .param(drafts.stream().map(d -> d.pool().name()).toArray(String[]::new))
                        .param(longs(drafts, d -> d.command().resources().cpuMillis()))
                        .param(longs(drafts, d -> d.command().resources().memoryMiB()))
                        .param(longs(drafts, d -> d.command().resources().gpus()))
                        .query((row, _) -> new Row(row.getLong("sequence"), row.getBoolean("fits")))
                        .list();
        List<Bid.Place> places = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            Row row = rows.get(i);
            places.add(
                    new Bid.Place(row.sequence(), draft.milliSlots(), reason(draft, row.fits())));
        }
        return places;
    }

    private static ReasonCode reason(Draft draft, boolean fits) {
        if (draft.isBelowFloor()) {
            return ReasonCode.PRICE_BELOW_FLOOR;
        }
        return fits ? ReasonCode.AWAITING_CAPACITY : ReasonCode.NO_NODE_FITS;
    }

    private static Long[] longs(List<Draft> drafts, ToLongFunction<Draft> column) {
        return drafts.stream().mapToLong(column).boxed().toArray(Long[]::new);
    }
}
