package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a bid on a lot, or buying it at once, was refused, in order of precedence. */
public sealed interface LotBidRejection extends Rejection {

    /** Expected amounts within bounds; all that is wrong with them. */
    record InvalidInput(List<Problem> problems) implements LotBidRejection {

        public InvalidInput {
            problems = List.copyOf(problems);
        }

        /**
         * What is wrong with one field.
         *
         * @param field of {@link PlaceLotBid}
         * @param message "must …"
         */
        public record Problem(String field, String message) {}

        @Override
        public String message() {
            return problems.stream()
                    .map(problem -> problem.field() + " " + problem.message())
                    .collect(Collectors.joining("; "));
        }
    }

    /**
     * It cannot be known now whether the bid can be taken: Redis or what it should know is away.
     *
     * @param retryAfter whole seconds, at least one
     */
    record Unavailable(String why, Duration retryAfter) implements LotBidRejection {
        @Override
        public String message() {
            return why;
        }
    }

    /** There is no such lot, or it was never opened for bids. */
    record NotOpened(LotId lotId) implements LotBidRejection {
        @Override
        public String message() {
            return "expected a lot that is open for bids, but there is none of this id";
        }
    }

    /** The key was used for another bid. */
    record KeyReused() implements LotBidRejection {
        @Override
        public String message() {
            return "expected the same bid with the same idempotency key, but it was another one";
        }
    }

    /**
     * Expected an open lot, but it takes no more bids.
     *
     * @param endsAt when it ended; null: it was sold or withdrawn, or has been closed for long
     */
    record Closed(LotId lotId, @Nullable Instant endsAt) implements LotBidRejection {
        @Override
        public String message() {
            return endsAt == null
                    ? "expected an open lot, but it is closed"
                    : "expected an open lot, but it ended at " + endsAt;
        }
    }

    /** Expected a bidder other than the seller. */
    record OwnLot() implements LotBidRejection {
        @Override
        public String message() {
            return "expected a bid of another account than the seller's";
        }
    }

    /** The account did not pay for a lot that it won, and may not bid until an operator allows. */
    record Barred() implements LotBidRejection {
        @Override
        public String message() {
            return "expected an account without unpaid lots; an operator can allow it to bid again";
        }
    }

    /** Buying at once: not offered for this lot. */
    record NoBuyNow() implements LotBidRejection {
        @Override
        public String message() {
            return "expected a lot with a buy-now price, but it has none";
        }
    }

    /** Buying at once: there is a valid bid already. */
    record BidBefore() implements LotBidRejection {
        @Override
        public String message() {
            return "expected no valid bid before buying at once, but there is one";
        }
    }

    /** The auction's deposit cannot be held. */
    record InsufficientFunds(Money required, Money available) implements LotBidRejection {
        @Override
        public String message() {
            return "expected %s of free money for the deposit, but %s is free"
                    .formatted(required, available);
        }
    }
}
