package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.BidLimits;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.MatchPlan.Nomination;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Bids at every price from the floor up, until one gets a place. */
final class NaiveQuote {

    private static final BidId ASKER = new BidId(new UUID(9, 9));

    private NaiveQuote() {}

    /**
     * Asks.
     *
     * @param pricesMax prices tried, one by one; then the highest of all
     * @return empty: possible, but only above the prices tried
     */
    static Optional<Quote> quote(MarketView view, Resources demand, long pricesMax) {
        for (long price = view.rules().floorPrice(); price <= pricesMax; price++) {
            MatchPlan plan = NaiveMatching.plan(with(view, bid(view, demand, price)));
            if (hasPlace(plan)) {
                return Optional.of(possible(view, plan, bid(view, demand, price)));
            }
        }
        long milliSlots = view.rules().slot().milliSlots(demand);
        long highest =
                BidLimits.PRICE_MICROS_PER_HOUR_MAX / milliSlots * 1000
                        + BidLimits.PRICE_MICROS_PER_HOUR_MAX % milliSlots * 1000 / milliSlots;
        MatchPlan plan = NaiveMatching.plan(with(view, bid(view, demand, highest)));
        if (hasPlace(plan)) {
            return Optional.empty();
        }
        MatchPlan.Wait wait =
                plan.waits().stream()
                        .filter(w -> w.bidId().equals(ASKER))
                        .findFirst()
                        .orElseThrow();
        return Optional.of(new Quote.Impossible(wait.code(), wait.next()));
    }

    private static Waiting bid(MarketView view, Resources demand, long price) {
        long milliSlots = view.rules().slot().milliSlots(demand);
        long perHour = Math.ceilDiv(price * milliSlots, 1000L);
        return new Waiting(ASKER, 0, Long.MAX_VALUE, price, perHour, demand, null);
    }

    private static MarketView with(MarketView view, Waiting bid) {
        List<Waiting> waiting = new ArrayList<>(view.waiting());
        waiting.add(bid);
        return new MarketView(
                view.now(),
                view.rules(),
                view.nodes(),
                view.running(),
                waiting,
                view.nominations());
    }

    private static boolean hasPlace(MatchPlan plan) {
        return plan.matches().stream().anyMatch(match -> match.bidId().equals(ASKER))
                || nomination(plan).isPresent();
    }

    private static Optional<Nomination> nomination(MatchPlan plan) {
        return plan.nominations().stream().filter(n -> n.bidId().equals(ASKER)).findFirst();
    }

    private static Quote possible(MarketView view, MatchPlan plan, Waiting bid) {
        Set<AllocationId> gone = new HashSet<>();
        plan.displacements().stream()
                .filter(displacement -> displacement.forBid().equals(ASKER))
                .forEach(displacement -> gone.add(displacement.allocationId()));
        nomination(plan).ifPresent(nomination -> gone.addAll(nomination.victims()));
        long milliSlots =
                view.running().stream()
                        .filter(running -> gone.contains(running.allocationId()))
                        .mapToLong(running -> view.rules().slot().milliSlots(running.resources()))
                        .sum();
        return new Quote.Possible(
                bid.effectiveUnitPrice(),
                bid.pricePerHour(),
                gone.size(),
                milliSlots,
                nomination(plan).map(Nomination::deadline).orElse(null));
    }
}
