package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.FindQuote;
import dev.spotdock.auctions.Reason;
import dev.spotdock.auctions.bid.Wording;
import dev.spotdock.auctions.matching.engine.MarketView;
import dev.spotdock.auctions.matching.engine.MatchingEngine;
import dev.spotdock.auctions.matching.engine.Quote;
import dev.spotdock.auctions.offer.Offers;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Quotes prices (product, section 4, rule 12) from what PostgreSQL says of the market, so that they
 * are to be had on every instance and without Redis. One at a time in each pool: quotes leave the
 * other cores to the market.
 */
@Component
class Quotes {

    private final Pools pools;
    private final Offers offers;
    private final MarketReader market;
    private final InstantSource clock;
    private final Map<String, Desk> desks = new ConcurrentHashMap<>();

    Quotes(Pools pools, Offers offers, MarketReader market, InstantSource clock) {
        this.pools = pools;
        this.offers = offers;
        this.market = market;
        this.clock = clock;
    }

    @QueryHandler
    Optional<FindQuote.Quote> handle(FindQuote query) {
        return pools.find(query.pool())
                .map(pool -> {
                    int surcharge =
                            pool.surchargePercent(
                                    orElse(query.notice(), pool.notice()),
                                    orElse(query.minRun(), pool.minRun()));
                    Duration lead =
                            PinReader.lead(
                                    pool,
                                    orElse(query.minRun(), pool.minRun()),
                                    orElse(query.notice(), pool.notice()));
                    return desks.computeIfAbsent(pool.name(), _ -> new Desk())
                            .quote(
                                    pool,
                                    new Shape(query.resources(), surcharge, lead),
                                    query.maxAge());
                });
    }

    private static Duration orElse(@Nullable Duration wished, Duration preset) {
        return wished == null ? preset : wished;
    }

    private record Shape(Resources resources, int surchargePercent, Duration lead) {}

    /** Where one pool's quotes are given. */
    private final class Desk {

        private final ReentrantLock lock = new ReentrantLock();
        private MarketReader.@Nullable Seen view;
        private final Map<Shape, FindQuote.Quote> given = new ConcurrentHashMap<>();

        FindQuote.Quote quote(Pool pool, Shape shape, Duration maxAge) {
            lock.lock();
            try {
                Instant now = clock.instant();
                MarketReader.Seen known = view;
                if (known == null || !known.view().now().plus(maxAge).isAfter(now)) {
                    known = market.view(pool, offers.ofPool(pool.name()), now);
                    view = known;
                    given.clear();
                }
                MarketReader.Seen seen = known;
                return given.computeIfAbsent(shape, asked -> asked(seen, asked));
            } finally {
                lock.unlock();
            }
        }

        private FindQuote.Quote asked(MarketReader.Seen seen, Shape shape) {
            int surcharge = shape.surchargePercent();
            MarketView market = seen.windows().less(seen.view(), shape.lead());
            return switch (MatchingEngine.quote(market, shape.resources(), surcharge)) {
                case Quote.Possible possible ->
                        new FindQuote.Possible(
                                surcharge,
                                possible.effectiveUnitPrice(),
                                possible.pricePerHour(),
                                possible.evicted(),
                                possible.evictedMilliSlots(),
                                possible.from());
                case Quote.Impossible(var code, var next) ->
                        new FindQuote.Impossible(
                                surcharge, new Reason(code, Wording.of(code), market.now(), next));
            };
        }
    }
}
