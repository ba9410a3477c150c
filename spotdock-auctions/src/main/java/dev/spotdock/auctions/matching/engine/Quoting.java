package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.BidLimits;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plans a round and asks before each bid whether one more bid, of a price between this bid's and
 * the one's before, would get a place. The last yes is the lowest price.
 */
final class Quoting {

    private static final BidId NOBODY = new BidId(new UUID(0, 0));
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private final MarketView view;
    private final Round round;
    private final Decisions decisions;
    private final Resources demand;
    private final long milliSlots;
    private final BigInteger percentCompeting;
    private final long highest;

    /** The lowest price so far that no later state of the round can be asked for. */
    private long below;

    private Quote.@Nullable Possible lowest;

    /** At this price nothing was found when so many changes had been made. */
    private long refused = -1;

    private int refusedAfter = -1;

    Quoting(MarketView view, Resources demand, int surchargePercent) {
        this.view = view;
        this.round = new Round(view);
        this.decisions = new Decisions(round.ledger(), false);
        this.demand = demand;
        this.milliSlots = Math.max(1, view.rules().slot().milliSlots(demand));
        this.percentCompeting = BigInteger.valueOf(100L - surchargePercent);
        this.highest = effectiveUnitPrice(BidLimits.PRICE_MICROS_PER_HOUR_MAX);
        this.below = highest;
    }

    Quote quote() {
        Waiting dearest = bid(highest);
        ReasonCode exclusion = round.exclusion(dearest);
        if (exclusion != null) {
            return new Quote.Impossible(exclusion, null);
        }
        Quote.Impossible hindrance = hindrance(dearest);
        for (Waiting bid : Round.bestFirst(view)) {
            if (round.exclusion(bid) == null) {
                askDownTo(bid.effectiveUnitPrice() + 1);
                round.next(bid);
            }
        }
        askDownTo(view.rules().floorPrice());
        return lowest == null ? hindrance : lowest;
    }

    private Quote.Impossible hindrance(Waiting dearest) {
        MatchPlan.Wait wait = round.hindrance(dearest);
        return wait == null
                ? new Quote.Impossible(ReasonCode.AWAITING_CAPACITY, null)
                : new Quote.Impossible(wait.code(), wait.next());
    }

    /** Asks for every price from the last one down to this one, in the round as it stands. */
    private void askDownTo(long last) {
        long keptFrom = round.nextKeepsFrom();
        while (keptFrom >= last && below >= last) {
            ask(keptFrom + 1, below);
            round.keepPlacesFrom(Math.min(keptFrom, below));
            below = Math.min(below, keptFrom);
            keptFrom = round.nextKeepsFrom();
        }
        ask(last, below);
        below = Math.min(below, last - 1);
    }

    private void ask(long from, long to) {
        int changes = round.ledger().changes().size();
        boolean known = changes == refusedAfter && to <= refused;
        if (from > to || known) {
            return;
        }
        Decision decision = decide(to);
        if (decision == null) {
            refused = to;
            refusedAfter = changes;
            return;
        }
        long price = to;
        long low = from;
        while (low < price) {
            long middle = low == from && price == to ? from : low + (price - low) / 2;
            Decision cheaper = decide(middle);
            if (cheaper == null) {
                low = middle + 1;
            } else {
                price = middle;
                decision = cheaper;
            }
        }
        lowest = possible(price, decision);
    }

    private @Nullable Decision decide(long price) {
        return decisions.decide(Newcomer.of(bid(price)), null);
    }

    private Quote.Possible possible(long price, Decision decision) {
        Selection selection =
                switch (decision) {
                    case Decision.Place _ -> null;
                    case Decision.Displace displace -> displace.selection();
                    case Decision.Nominate nominate -> nominate.selection();
                };
        if (selection == null) {
            return new Quote.Possible(price, pricePerHour(price), 0, 0, null);
        }
        Instant from = decision instanceof Decision.Nominate later ? later.deadline() : null;
        return new Quote.Possible(
                price,
                pricePerHour(price),
                selection.victims().size(),
                selection.victims().stream()
                        .mapToLong(v -> view.rules().slot().milliSlots(v.running.resources()))
                        .sum(),
                from);
    }

    /** As {@code demand} at that price would come into the book, after all others. */
    private Waiting bid(long unitPrice) {
        return new Waiting(
                NOBODY, 0, Long.MAX_VALUE, unitPrice, pricePerHour(unitPrice), demand, null);
    }

    private long effectiveUnitPrice(long pricePerHour) {
        return BigInteger.valueOf(pricePerHour)
                .multiply(THOUSAND)
                .divide(BigInteger.valueOf(milliSlots))
                .multiply(percentCompeting)
                .divide(HUNDRED)
                .longValueExact();
    }

    /** The least maximum that makes the effective unit price: the way there, rounded up twice. */
    private long pricePerHour(long effectiveUnitPrice) {
        BigInteger unitPrice =
                dividedUp(
                        BigInteger.valueOf(effectiveUnitPrice).multiply(HUNDRED), percentCompeting);
        return dividedUp(unitPrice.multiply(BigInteger.valueOf(milliSlots)), THOUSAND)
                .longValueExact();
    }

    private static BigInteger dividedUp(BigInteger amount, BigInteger by) {
        BigInteger[] result = amount.divideAndRemainder(by);
        return result[1].signum() == 0 ? result[0] : result[0].add(BigInteger.ONE);
    }
}
