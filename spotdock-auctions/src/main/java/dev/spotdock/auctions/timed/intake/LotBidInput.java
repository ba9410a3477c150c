package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.LotBidLimits;
import dev.spotdock.auctions.LotBidRejection.InvalidInput.Problem;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.kernel.money.Money;
import java.util.ArrayList;
import java.util.List;

/** What can be wrong with a bid, whatever lot it is on. */
final class LotBidInput {

    private LotBidInput() {}

    /** All of it, in the order of the fields. */
    static List<Problem> problems(PlaceLotBid bid) {
        List<Problem> problems = new ArrayList<>();
        addUnlessInBounds(problems, "amount", bid.amount());
        Money maximum = bid.maximum();
        if (maximum != null) {
            addUnlessInBounds(problems, "maximum", maximum);
            if (maximum.compareTo(bid.amount()) < 0) {
                problems.add(new Problem("maximum", "must be at least the amount"));
            }
        }
        String key = bid.idempotencyKey();
        if (key != null && (key.isEmpty() || key.length() > LotBidLimits.KEY_LENGTH_MAX)) {
            problems.add(
                    new Problem(
                            "idempotencyKey",
                            "must have 1 to %d characters".formatted(LotBidLimits.KEY_LENGTH_MAX)));
        }
        return problems;
    }

    private static void addUnlessInBounds(List<Problem> problems, String field, Money amount) {
        if (!amount.isPositive()) {
            problems.add(new Problem(field, "must be more than zero"));
        } else if (amount.micros() > LotBidLimits.AMOUNT_MICROS_MAX) {
            problems.add(
                    new Problem(
                            field,
                            "must be at most "
                                    + Money.ofMicros(LotBidLimits.AMOUNT_MICROS_MAX).toDecimal()));
        }
    }
}
