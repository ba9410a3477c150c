package dev.spotdock.auctions;

import dev.spotdock.kernel.outcome.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Why a command of a timed auction was refused, in order of precedence. */
public sealed interface AuctionRejection extends Rejection {

    /**
     * None of that id, or somebody else's.
     *
     * @param what "auction", "lot", "vehicle"
     */
    record NotFound(String what) implements AuctionRejection {
        @Override
        public String message() {
            return "there is no such " + what;
        }
    }

    /** Expected an operator. */
    record OperatorsOnly(String what) implements AuctionRejection {
        @Override
        public String message() {
            return "expected an operator: " + what;
        }
    }

    /** Expected input within bounds; all that is wrong with it. */
    record InvalidInput(List<Problem> problems) implements AuctionRejection {

        public InvalidInput {
            problems = List.copyOf(problems);
        }

        /**
         * What is wrong with one field.
         *
         * @param field as the API's body names it, dotted where nested: {@code
         *     item.capacityBlock.from}
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

    /** Expected another state of the auction, or others keep changing it at the same time. */
    record WrongAuctionState(AuctionState state, String expected) implements AuctionRejection {
        @Override
        public String message() {
            return "expected %s, but the auction is %s".formatted(expected, state);
        }
    }

    /** Expected another state of the lot, or others keep changing it at the same time. */
    record WrongLotState(LotState state, String expected) implements AuctionRejection {
        @Override
        public String message() {
            return "expected %s, but the lot is %s".formatted(expected, state);
        }
    }

    /** Expected an auction that ends in the future. */
    record Over(Instant endsAt) implements AuctionRejection {
        @Override
        public String message() {
            return "expected an auction that ends in the future, but its end is " + endsAt;
        }
    }

    /** Expected at least one lot. */
    record NoLots() implements AuctionRejection {
        @Override
        public String message() {
            return "expected at least one lot, but there is none";
        }
    }

    record TooManyLots(int limit) implements AuctionRejection {
        @Override
        public String message() {
            return "expected at most %d lots of an auction, and there are as many".formatted(limit);
        }
    }

    /** Expected no bid yet. */
    record HasBids() implements AuctionRejection {
        @Override
        public String message() {
            return "expected no bid yet, but there is one; from then on only an operator may";
        }
    }

    /** The vehicle, or another registration of the same VIN, is in a lot that is not over. */
    record ItemOnSale() implements AuctionRejection {
        @Override
        public String message() {
            return "expected a vehicle that is not on sale, but a lot that is not over sells it";
        }
    }

    /**
     * The pool cannot hold the capacity block.
     *
     * @param why one line
     */
    record CapacityRefused(String why) implements AuctionRejection {
        @Override
        public String message() {
            return why;
        }
    }

    /**
     * It cannot be known now whether there are bids: Redis or what it should know is away.
     *
     * @param retryAfter whole seconds, at least one
     */
    record Unavailable(String why, Duration retryAfter) implements AuctionRejection {
        @Override
        public String message() {
            return why;
        }
    }
}
