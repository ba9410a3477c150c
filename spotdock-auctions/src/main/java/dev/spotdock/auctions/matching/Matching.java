package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.auctions.book.BookPosition;
import dev.spotdock.auctions.matching.engine.MarketView;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.auctions.matching.engine.MatchingEngine;
import dev.spotdock.auctions.offer.Offers;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One run of matching in one pool, under its lease: read the market, plan, confirm the plan, say
 * why the rest waits.
 */
@Component
class Matching {

    private static final Logger LOG = LoggerFactory.getLogger(Matching.class);

    /** How long PostgreSQL is not asked whether Redis has kept up, while nothing waits. */
    private static final Duration POSITION_TRUSTED = Duration.ofSeconds(3);

    /** Neither book nor offers tell of a start, or of a new price of what runs. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final BookReader books;
    private final Offers offers;
    private final MarketReader market;
    private final Commands commands;
    private final Waits waits;
    private final PriceSetting prices;

    Matching(
            BookReader books,
            Offers offers,
            MarketReader market,
            Commands commands,
            Waits waits,
            PriceSetting prices) {
        this.books = books;
        this.offers = offers;
        this.market = market;
        this.commands = commands;
        this.waits = waits;
        this.prices = prices;
    }

    /**
     * What one run leaves to the next, so that a pool in which nothing changes costs next to
     * nothing.
     *
     * @param position of the book, as PostgreSQL had it; null: it was not asked yet
     * @param askAgainAt when it is asked again
     * @param settled the market in which nothing more could be done; null: look again
     */
    record Memory(
            long leaseEpoch,
            @Nullable BookPosition position,
            Instant askAgainAt,
            @Nullable Settled settled,
            Waits.Known known) {

        static Memory none(long leaseEpoch) {
            return new Memory(leaseEpoch, null, Instant.EPOCH, null, Waits.Known.NOTHING);
        }

        private @Nullable BookPosition trusted(Instant now) {
            return now.isBefore(askAgainAt) ? position : null;
        }

        private Memory at(BookPosition found, boolean asked, Instant now) {
            return new Memory(
                    leaseEpoch,
                    found,
                    asked ? now.plus(POSITION_TRUSTED) : askAgainAt,
                    settled,
                    known);
        }

        private boolean isSettled(Settled found, Instant now) {
            return settled != null && settled.isStill(found) && now.isBefore(settled.until());
        }

        private Memory after(@Nullable Settled market, Waits.Known reasons) {
            return new Memory(leaseEpoch, position, askAgainAt, market, reasons);
        }
    }

    /**
     * A book, and the offers that it was matched against.
     *
     * @param until when time alone may change something
     */
    record Settled(long bookEpoch, long applied, List<Offer> offers, Instant until) {

        boolean isStill(Settled other) {
            return bookEpoch == other.bookEpoch
                    && applied == other.applied
                    && offers.equals(other.offers);
        }

        private Settled until(Instant instant) {
            return new Settled(bookEpoch, applied, offers, instant);
        }
    }

    /**
     * Does what can be done now.
     *
     * @return what the next run should know; empty if the lease is somebody else's by now
     */
    Optional<Memory> run(Pool pool, Memory before, Instant now) {
        BookPosition trusted = before.trusted(now);
        Optional<BookReader.Open> opened = books.open(pool, before.leaseEpoch(), trusted);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        BookReader.Open open = opened.get();
        Memory memory = before.at(open.position(), !open.position().equals(trusted), now);
        List<Offer> capacity = offers.ofPool(pool.name());
        Settled found = new Settled(open.position().epoch(), open.best().applied(), capacity, now);
        if (memory.isSettled(found, now)) {
            return Optional.of(memory);
        }
        List<StandingNomination> standing = market.standing(pool.name());
        MarketReader.Seen seen =
                market.view(pool, capacity, waiting(pool, open, standing), standing, now);
        return carryOut(pool, memory, found, seen, standing);
    }

    /** The best of the book, and the nominees, wherever they stand in it. */
    private List<Waiting> waiting(
            Pool pool, BookReader.Open open, List<StandingNomination> standing) {
        Stream<Waiting> best = books.read(pool, open).stream().map(MarketReader::waiting);
        Stream<Waiting> nominees =
                standing.isEmpty() ? Stream.of() : market.nominees(pool.name()).stream();
        Map<Object, Waiting> byBid = new LinkedHashMap<>();
        Stream.concat(best, nominees).forEach(bid -> byBid.put(bid.bidId(), bid));
        return List.copyOf(byBid.values());
    }

    private Optional<Memory> carryOut(
            Pool pool,
            Memory memory,
            Settled found,
            MarketReader.Seen seen,
            List<StandingNomination> standing) {
        MarketView view = seen.view();
        MatchPlan plan = seen.windows().plan(view, MatchingEngine::plan);
        boolean settled = true;
        if (!prices.isSet(pool.name(), plan.marketPrice()) || changesSomething(plan, view)) {
            ConfirmPlan.Confirmed confirmed =
                    commands.send(
                            new ConfirmPlan(
                                    pool.name(),
                                    memory.leaseEpoch(),
                                    plan,
                                    standing,
                                    pins(found.offers()),
                                    view.now()));
            if (!confirmed.leaseHeld()) {
                return Optional.empty();
            }
            LOG.debug(
                    "Pool {}: {} of {} planned matches confirmed, {} notices, {} withdrawals.",
                    pool.name(),
                    confirmed.placed(),
                    plan.matches().size(),
                    plan.notices().size(),
                    plan.withdrawals().size());
            // A head start on the projection; if the book is another one by now, it has its say.
            books.correct(
                    pool.name(),
                    Objects.requireNonNull(memory.position()).epoch(),
                    confirmed.leftBook());
            settled = confirmed.whole() && found.offers().equals(offers.ofPool(pool.name()));
        }
        Waits.Known known = waits.record(plan.waits(), memory.known(), view.now());
        return Optional.of(memory.after(settled ? found.until(until(view, plan)) : null, known));
    }

    private static Map<String, Long> pins(List<Offer> offers) {
        return offers.stream().collect(Collectors.toMap(Offer::node, Offer::pins));
    }

    private static boolean changesSomething(MatchPlan plan, MarketView view) {
        return !plan.matches().isEmpty()
                || !plan.notices().isEmpty()
                || !plan.displacements().isEmpty()
                || !plan.withdrawals().isEmpty()
                || !plan.nominations().stream()
                        .map(MatchPlan.Nomination::standing)
                        .collect(Collectors.toSet())
                        .equals(Set.copyOf(view.nominations()));
    }

    /** Nothing happens by itself where nobody waits and nobody was noticed. */
    private static Instant until(MarketView view, MatchPlan plan) {
        return plan.waits().isEmpty() && view.nominations().isEmpty()
                ? Instant.MAX
                : view.now().plus(LOOK_AGAIN);
    }
}
