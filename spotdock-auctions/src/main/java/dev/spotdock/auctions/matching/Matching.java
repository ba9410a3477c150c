package dev.spotdock.auctions.matching;

import static java.util.Objects.requireNonNull;

import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.auctions.book.BookEntry;
import dev.spotdock.auctions.book.BookPage;
import dev.spotdock.auctions.book.BookPosition;
import dev.spotdock.auctions.book.BookPositions;
import dev.spotdock.auctions.book.BookRebuild;
import dev.spotdock.auctions.book.OrderBook;
import dev.spotdock.auctions.matching.engine.MarketRules;
import dev.spotdock.auctions.matching.engine.MarketView;
import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.auctions.matching.engine.MatchingEngine;
import dev.spotdock.auctions.matching.engine.NoticeBudget;
import dev.spotdock.auctions.offer.Offers;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One run of matching in one pool, under its lease. */
@Component
class Matching {

    private static final Logger LOG = LoggerFactory.getLogger(Matching.class);

    /** How long PostgreSQL is not asked whether Redis has kept up, while nothing waits. */
    private static final Duration POSITION_TRUSTED = Duration.ofSeconds(3);

    private final OrderBook book;
    private final BookPositions positions;
    private final BookRebuild rebuild;
    private final Offers offers;
    private final Commands commands;
    private final AuctionsProperties.Matching bounds;

    Matching(
            OrderBook book,
            BookPositions positions,
            BookRebuild rebuild,
            Offers offers,
            Commands commands,
            AuctionsProperties properties) {
        this.book = book;
        this.positions = positions;
        this.rebuild = rebuild;
        this.offers = offers;
        this.commands = commands;
        this.bounds = properties.matching();
    }

    /**
     * What one run leaves to the next, so that a pool in which nothing changes costs next to
     * nothing.
     *
     * @param position of the book, as PostgreSQL had it
     * @param readAt when it was read; null: never
     * @param settled the market in which nothing more could be matched; null: look again
     */
    record Memory(
            long leaseEpoch,
            BookPosition position,
            @Nullable Instant readAt,
            @Nullable Settled settled) {

        private Memory at(BookPosition found, Instant now) {
            return new Memory(leaseEpoch, found, now, settled);
        }

        private Memory settled(@Nullable Settled market) {
            return new Memory(leaseEpoch, position, readAt, market);
        }

        private boolean mustRead(Instant now) {
            return readAt == null || now.isAfter(readAt.plus(POSITION_TRUSTED));
        }
    }

    /** A book and the offers that it was matched against. */
    record Settled(long bookEpoch, long applied, List<Offer> offers) {}

    Memory remember(Pool pool, long leaseEpoch) {
        return new Memory(leaseEpoch, positions.find(pool.name()), null, null);
    }

    /**
     * Matches what can be matched, page by page.
     *
     * @return what the next run should know; empty if the lease is somebody else's by now
     */
    Optional<Memory> run(Pool pool, Memory before, Instant now) {
        Memory memory = before.mustRead(now) ? before.at(positions.find(pool.name()), now) : before;
        Optional<BookPage> best = page(pool, memory, null);
        if (best.isEmpty()) {
            memory = before.at(positions.find(pool.name()), now);
            best = page(pool, memory, null);
        }
        if (best.isEmpty()) {
            Optional<BookPosition> rebuilt = rebuild.rebuild(pool.name(), memory.leaseEpoch());
            if (rebuilt.isEmpty()) {
                return Optional.empty();
            }
            memory = memory.at(rebuilt.get(), now);
            best = page(pool, memory, null);
        }
        if (best.isEmpty() || best.get().entries().isEmpty()) {
            return Optional.of(memory);
        }
        return match(pool, memory, best.get(), now);
    }

    private Optional<BookPage> page(Pool pool, Memory memory, @Nullable BookEntry after) {
        return book.best(pool.name(), memory.position(), after, bounds.batchLimit());
    }

    private Optional<Memory> match(Pool pool, Memory memory, BookPage first, Instant now) {
        List<Offer> capacity = offers.ofPool(pool.name());
        Settled market = new Settled(memory.position().epoch(), first.applied(), capacity);
        if (market.equals(memory.settled())) {
            return Optional.of(memory);
        }
        MarketView view = view(pool, capacity, now);
        Set<Resources> unplaceable = new HashSet<>();
        boolean everyMatchConfirmed = true;
        BookPage page = first;
        for (int pages = 1; ; pages++) {
            MarketView planned = withBids(view, page, unplaceable);
            MatchPlan plan = MatchingEngine.plan(planned);
            if (!plan.matches().isEmpty()) {
                ConfirmMatches.Confirmed confirmed = confirm(pool, memory, plan, now);
                if (!confirmed.leaseHeld()) {
                    return Optional.empty();
                }
                everyMatchConfirmed &= confirmed.placed() == plan.matches().size();
            }
            unplaced(planned, plan).forEach(unplaceable::add);
            view = next(planned, plan);
            if (isOver(view, page) || pages == bounds.pagesPerRun()) {
                break;
            }
            Optional<BookPage> following = page(pool, memory, page.entries().getLast());
            if (following.isEmpty()) {
                return Optional.of(memory.settled(null));
            }
            page = following.get();
        }
        boolean unchanged = everyMatchConfirmed && capacity.equals(offers.ofPool(pool.name()));
        return Optional.of(memory.settled(unchanged ? market : null));
    }

    private ConfirmMatches.Confirmed confirm(
            Pool pool, Memory memory, MatchPlan plan, Instant now) {
        ConfirmMatches.Confirmed confirmed =
                commands.send(
                        new ConfirmMatches(pool.name(), memory.leaseEpoch(), plan.matches(), now));
        LOG.debug(
                "Pool {}: {} of {} planned matches confirmed.",
                pool.name(),
                confirmed.placed(),
                plan.matches().size());
        // A head start on the projection; if the book is another one by now, it has its say.
        book.correct(pool.name(), memory.position().epoch(), confirmed.leftBook());
        return confirmed;
    }

    /** Whether the book, or what could still run, has come to its end. */
    private boolean isOver(MarketView view, BookPage page) {
        boolean full =
                view.nodes().stream()
                        .allMatch(n ->
                                n.capacity().cpuMillis() == 0 || n.capacity().memoryMiB() == 0);
        return full
                || page.entries().size() < bounds.batchLimit()
                || page.entries().getLast().effectiveUnitPrice() < view.rules().floorPrice();
    }

    /** Without what runs on them: by now only free capacity is matched. */
    private static MarketView view(Pool pool, List<Offer> capacity, Instant now) {
        List<Node> nodes =
                capacity.stream()
                        .filter(Offer::schedulable)
                        .map(offer -> new Node(offer.node(), free(offer), NodeState.SCHEDULABLE))
                        .toList();
        MarketRules rules =
                new MarketRules(
                        pool.slot(),
                        pool.floorPrice(),
                        pool.minimumStepBasisPoints(),
                        pool.evictionMustGain(),
                        new NoticeBudget(0, 0, null));
        return new MarketView(now, rules, nodes, List.of(), List.of(), List.of());
    }

    /** Of a node that shrank under what runs on it, nothing is free. */
    private static Resources free(Offer offer) {
        return left(offer.capacity(), offer.used());
    }

    private static Resources left(Resources capacity, Resources used) {
        return new Resources(
                Math.max(0, capacity.cpuMillis() - used.cpuMillis()),
                Math.max(0, capacity.memoryMiB() - used.memoryMiB()),
                Math.max(0, capacity.gpus() - used.gpus()));
    }

    /**
     * @param unplaceable shapes that are known to fit none of the nodes
     */
    private static MarketView withBids(MarketView view, BookPage page, Set<Resources> unplaceable) {
        List<Waiting> waiting =
                page.entries().stream()
                        .filter(entry -> !unplaceable.contains(entry.resources()))
                        .map(entry ->
                                new Waiting(
                                        entry.bidId(),
                                        entry.version(),
                                        entry.sequence(),
                                        entry.effectiveUnitPrice(),
                                        0,
                                        entry.resources(),
                                        null))
                        .toList();
        return with(view, view.nodes(), waiting);
    }

    /** What the plan leaves free. */
    private static MarketView next(MarketView planned, MatchPlan plan) {
        Map<BidId, Resources> demands =
                planned.waiting().stream()
                        .collect(Collectors.toMap(Waiting::bidId, Waiting::resources));
        Map<String, Resources> taken = new HashMap<>();
        plan.matches()
                .forEach(match ->
                        taken.merge(
                                match.node(),
                                requireNonNull(demands.get(match.bidId())),
                                Resources::plus));
        List<Node> nodes =
                planned.nodes().stream()
                        .map(node ->
                                new Node(
                                        node.name(),
                                        left(
                                                node.capacity(),
                                                taken.getOrDefault(node.name(), Resources.NONE)),
                                        node.state()))
                        .toList();
        return with(planned, nodes, List.of());
    }

    private static Stream<Resources> unplaced(MarketView planned, MatchPlan plan) {
        Set<BidId> placed =
                plan.matches().stream().map(MatchPlan.Match::bidId).collect(Collectors.toSet());
        return planned.waiting().stream()
                .filter(bid -> !placed.contains(bid.bidId()))
                .filter(bid -> bid.effectiveUnitPrice() >= planned.rules().floorPrice())
                .map(Waiting::resources);
    }

    private static MarketView with(MarketView view, List<Node> nodes, List<Waiting> waiting) {
        return new MarketView(view.now(), view.rules(), nodes, List.of(), waiting, List.of());
    }
}
