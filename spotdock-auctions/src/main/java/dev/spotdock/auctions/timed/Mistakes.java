package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionRejection.InvalidInput;
import dev.spotdock.auctions.AuctionRejection.InvalidInput.Problem;
import dev.spotdock.auctions.LotBidLimits;
import dev.spotdock.kernel.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers all that is wrong with a command. */
final class Mistakes {

    private final List<Problem> problems = new ArrayList<>();

    void expect(boolean holds, String field, String message) {
        if (!holds) {
            problems.add(new Problem(field, message));
        }
    }

    void text(String field, String text, int lengthMax) {
        expect(!text.isBlank(), field, "must not be empty");
        expect(
                text.length() <= lengthMax,
                field,
                "must have at most %d characters".formatted(lengthMax));
    }

    void amount(String field, @Nullable Money amount) {
        if (amount != null) {
            expect(amount.isPositive(), field, "must be more than 0");
            expect(
                    amount.micros() <= LotBidLimits.AMOUNT_MICROS_MAX,
                    field,
                    "must be at most " + Money.ofMicros(LotBidLimits.AMOUNT_MICROS_MAX));
        }
    }

    Optional<InvalidInput> refusal() {
        return problems.isEmpty() ? Optional.empty() : Optional.of(new InvalidInput(problems));
    }
}
