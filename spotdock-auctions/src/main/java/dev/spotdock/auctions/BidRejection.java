package dev.spotdock.auctions;

import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Rejection;
import dev.spotdock.kernel.resources.Quantities;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;

/** Why a bid's command was refused, in order of precedence. */
public sealed interface BidRejection extends Rejection {

    /** No such bid, or somebody else's. */
    record NotFound() implements BidRejection {
        @Override
        public String message() {
            return "there is no such bid";
        }
    }

    record UnknownPool(String pool) implements BidRejection {
        @Override
        public String message() {
            return "there is no pool \"%s\"".formatted(pool);
        }
    }

    /**
     * Expected an image that may run here.
     *
     * @param why one line
     */
    record ImageRefused(String image, String why) implements BidRejection {
        @Override
        public String message() {
            return why;
        }
    }

    /** Expected an open bid, but it is final. */
    record AlreadyFinal(BidStatus status) implements BidRejection {
        @Override
        public String message() {
            return "expected an open bid, but it is %s".formatted(status);
        }
    }

    /** Expected a running bid. */
    record NotRunning(BidStatus status) implements BidRejection {
        @Override
        public String message() {
            return "expected a running bid, but it is %s".formatted(status);
        }
    }

    /** The bid has changed since the caller saw it. */
    record VersionMismatch(long version) implements BidRejection {
        @Override
        public String message() {
            return "the bid has changed since; its version is %d".formatted(version);
        }
    }

    /**
     * Expected a placed bid's price to stay at or above its pool's floor.
     *
     * @param floorPrice effective, micro-units per slot-hour
     */
    record BelowFloor(BidStatus status, long floorPrice) implements BidRejection {
        @Override
        public String message() {
            return "expected a price of at least the pool's floor while the bid is %s"
                    .formatted(status);
        }
    }

    /**
     * The account has as many open bids as it may.
     *
     * @param limit of bids that wait, start or run
     */
    record QuotaUsed(int limit) implements BidRejection {
        @Override
        public String message() {
            return "expected at most %d open bids of an account, and there are as many: cancel some, or"
                            .formatted(limit)
                    + " wait until they end";
        }
    }

    /** No such reservation, or somebody else's. */
    record UnknownReservation() implements BidRejection {
        @Override
        public String message() {
            return "there is no such reservation";
        }
    }

    /** Expected a reservation whose time is not over. */
    record ReservationOver(Instant to) implements BidRejection {
        @Override
        public String message() {
            return "expected a reservation that goes on, but it ended at %s".formatted(to);
        }
    }

    /**
     * Expected no more than what open bids leave of the reservation.
     *
     * @param free what they leave
     */
    record ReservationFull(Resources free) implements BidRejection {
        @Override
        public String message() {
            return "expected at most what is free of the reservation (cpu %s, memory %s, gpu %d)"
                    .formatted(
                            Quantities.cpu(free.cpuMillis()),
                            Quantities.memory(free.memoryMiB()),
                            free.gpus());
        }
    }

    /** Expected a bid of the market: one that uses a reservation has no price. */
    record Reserved() implements BidRejection {
        @Override
        public String message() {
            return "expected a bid with a price, but it uses a reservation";
        }
    }

    record InsufficientFunds(Money required, Money available) implements BidRejection {
        @Override
        public String message() {
            return "expected %s of free money to hold, but %s is free"
                    .formatted(required, available);
        }
    }
}
