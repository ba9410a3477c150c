package dev.spotdock.auctions.pricing;

import dev.spotdock.auctions.FindPriceShare;
import dev.spotdock.auctions.FindPriceShare.PriceShare;
import dev.spotdock.auctions.ListPrices;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.id.AccountId;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers what is asked about prices of the past. */
@Component
class PriceQueries {

    private static final Duration WINDOW = Duration.ofHours(24);

    /** Each price with its time in the window; it holds until the next one or the window's end. */
    private static final String TIMES =
            """
            select unit_price, sum(round(extract(epoch from until - since) * 1000))::bigint as millis
            from (select unit_price, greatest(at, :from) as since,
                         lead(at, 1, :to) over (order by at) as until
                  from auctions.price_tick
                  where pool = :pool and at < :to
                    and at >= coalesce((select max(at) from auctions.price_tick
                                        where pool = :pool and at <= :from), '-infinity')) tick
            group by unit_price order by unit_price
            """;

    private final JdbcClient jdbc;
    private final Pools pools;

    PriceQueries(JdbcClient jdbc, Pools pools) {
        this.jdbc = jdbc;
        this.pools = pools;
    }

    @QueryHandler
    List<Tick> handle(ListPrices query) {
        return jdbc.sql(
                        """
                        select t.at, t.unit_price, t.cause,
                            case when cast(:viewer as uuid) is null then t.bid_id else b.id end as bid_id
                        from auctions.price_tick t
                        left join auctions.bid b on b.id = t.bid_id and b.account_id = :viewer
                        where t.pool = :pool and t.at >= :from and t.at < :to
                        order by t.at desc limit :limit
                        """)
                .param("viewer", id(query.viewer()), Types.OTHER)
                .param("pool", query.pool())
                .param("from", utc(query.from()))
                .param("to", utc(query.to()))
                .param("limit", query.limit())
                .query(PriceRows::tick)
                .list();
    }

    @QueryHandler
    Optional<PriceShare> handle(FindPriceShare query) {
        return pools.find(query.pool()).map(pool -> share(times(pool, query.to()), query));
    }

    private TimeAtPrices times(Pool pool, Instant to) {
        List<TimeAtPrices.Time> times =
                jdbc.sql(TIMES)
                        .param("pool", pool.name())
                        .param("from", utc(to.minus(WINDOW)))
                        .param("to", utc(to))
                        .query((row, _) ->
                                new TimeAtPrices.Time(
                                        row.getLong("unit_price"), row.getLong("millis")))
                        .list();
        return new TimeAtPrices(
                times.isEmpty()
                        ? List.of(new TimeAtPrices.Time(pool.floorPrice(), WINDOW.toMillis()))
                        : times);
    }

    private static PriceShare share(TimeAtPrices times, FindPriceShare query) {
        Long unitPrice = query.unitPrice();
        return new PriceShare(
                query.to().minusMillis(times.millis()),
                query.to(),
                unitPrice == null ? null : times.millisAtOrBelow(unitPrice),
                times.percentile(10),
                times.percentile(25),
                times.percentile(50),
                times.percentile(75),
                times.percentile(90));
    }

    private static @Nullable UUID id(@Nullable AccountId id) {
        return id == null ? null : id.value();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
