package dev.spotdock.auctions.timed.winner;

import dev.spotdock.auctions.timed.winner.WinnerDetermination.Result;
import dev.spotdock.kernel.id.AccountId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Slow and another way: after each bid, the leader is looked for among all bids that counted. It is
 * whoever first gave the greatest maximum of all; only the price follows from one bid to the next.
 */
public final class NaiveDetermination {

    private final LotTerms terms;
    private final List<LotBidEntry> counted = new ArrayList<>();
    private BigInteger price = BigInteger.ZERO;

    private NaiveDetermination(LotTerms terms) {
        this.terms = terms;
    }

    /** How a lot ends with these bids. */
    public static Result result(LotTerms terms, List<LotBidEntry> bids) {
        NaiveDetermination lot = new NaiveDetermination(terms);
        bids.forEach(lot::add);
        return lot.result();
    }

    /** What each bid came to. */
    public static List<WinnerCase.Expected> steps(LotTerms terms, List<LotBidEntry> bids) {
        NaiveDetermination lot = new NaiveDetermination(terms);
        return bids.stream()
                .map(bid -> {
                    boolean counts = lot.add(bid);
                    boolean led = !lot.counted.isEmpty();
                    return new WinnerCase.Expected(
                            counts, led ? lot.best().bidder() : null, lot.price.longValueExact());
                })
                .toList();
    }

    private boolean add(LotBidEntry bid) {
        boolean first = counted.isEmpty();
        BigInteger step = BigInteger.valueOf(terms.increment());
        BigInteger required = first ? BigInteger.valueOf(terms.startingPrice()) : price.add(step);
        BigInteger amount = BigInteger.valueOf(bid.amount());
        BigInteger maximum = BigInteger.valueOf(bid.maximum());
        if (maximum.compareTo(required) < 0) {
            return false;
        }
        if (first) {
            counted.add(bid);
            price = amount.max(required);
            return true;
        }
        LotBidEntry before = best();
        counted.add(bid);
        AccountId leader = best().bidder();
        BigInteger ceiling = BigInteger.valueOf(before.maximum());
        if (bid.bidder().equals(before.bidder())) {
            price = amount.compareTo(required) >= 0 ? amount : price;
        } else if (leader.equals(bid.bidder())) {
            price = amount.max(maximum.min(ceiling.add(step)));
        } else {
            price = ceiling.min(maximum.add(step));
        }
        return true;
    }

    private LotBidEntry best() {
        long greatest = counted.stream().mapToLong(LotBidEntry::maximum).max().orElseThrow();
        return counted.stream().filter(bid -> bid.maximum() == greatest).findFirst().orElseThrow();
    }

    private Result result() {
        if (counted.isEmpty()) {
            return new Result.Unsold(Result.Why.NO_VALID_BID);
        }
        LotBidEntry best = best();
        long last =
                counted.stream()
                        .filter(bid -> bid.bidder().equals(best.bidder()))
                        .mapToLong(LotBidEntry::sequence)
                        .max()
                        .orElseThrow();
        Long reserve = terms.reserve();
        if (reserve != null && best.maximum() < reserve && price.longValueExact() < reserve) {
            return new Result.Unsold(Result.Why.RESERVE_NOT_MET);
        }
        long paid =
                reserve == null
                        ? price.longValueExact()
                        : Math.max(price.longValueExact(), reserve);
        return new Result.Won(best.bidder(), paid, last);
    }
}
