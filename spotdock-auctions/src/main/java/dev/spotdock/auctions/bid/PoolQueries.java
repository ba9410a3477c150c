package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.FindPool;
import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.auctions.ListPools;
import dev.spotdock.auctions.ListRunningAccounts;
import dev.spotdock.auctions.PoolDetails;
import dev.spotdock.auctions.offer.Offers;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.auctions.pricing.MarketPrices;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.resources.Resources;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers what everybody may ask about pools. */
@Component
class PoolQueries {

    private final Pools pools;
    private final Offers offers;
    private final MarketPrices prices;
    private final JdbcClient jdbc;

    PoolQueries(Pools pools, Offers offers, MarketPrices prices, JdbcClient jdbc) {
        this.pools = pools;
        this.offers = offers;
        this.prices = prices;
        this.jdbc = jdbc;
    }

    @QueryHandler
    Optional<PoolDetails> handle(FindPool query) {
        return pools.find(query.name()).map(this::details);
    }

    @QueryHandler
    List<PoolDetails> handle(ListPools query) {
        return pools.all().stream().map(this::details).toList();
    }

    @QueryHandler
    List<AccountId> handle(ListRunningAccounts query) {
        AccountId after = query.after();
        return jdbc.sql(
                        """
                        select distinct account_id from auctions.bid
                        where pool = :pool and status = 'RUNNING'
                          and (cast(:after as uuid) is null or account_id > :after)
                        order by account_id limit :limit
                        """)
                .param("pool", query.pool())
                .param("after", after == null ? null : after.value(), Types.OTHER)
                .param("limit", query.limit())
                .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
                .list();
    }

    private PoolDetails details(Pool pool) {
        List<Offer> nodes = offers.ofPool(pool.name());
        return new PoolDetails(
                pool.name(),
                pool.pricing().wireName(),
                pool.floorPrice(),
                prices.shown(pool),
                pool.slot(),
                nodes.stream().map(Offer::capacity).reduce(Resources.NONE, Resources::plus),
                nodes.stream().map(Offer::used).reduce(Resources.NONE, Resources::plus),
                nodes.size(),
                count(
                        pool,
                        "status = 'SUBMITTED' and unfunded_at is null and reservation_id is null"),
                count(pool, "status = 'RUNNING'"),
                pool.minRun(),
                pool.notice());
    }

    /** The condition has no parameters, so that the partial index is used. */
    private long count(Pool pool, String condition) {
        return jdbc.sql("select count(*) from auctions.bid where pool = ? and " + condition)
                .param(pool.name())
                .query(Long.class)
                .single();
    }
}
