package dev.spotdock.auctions;

import dev.spotdock.kernel.outcome.Rejection;

/** Why capacity cannot be pinned, in order of precedence. */
public sealed interface PinRejection extends Rejection {

    record UnknownPool(String pool) implements PinRejection {
        @Override
        public String message() {
            return "there is no pool \"%s\"".formatted(pool);
        }
    }

    /** Expected a block that one schedulable node of the pool holds when it is empty. */
    record NoNodeFits(String pool) implements PinRejection {
        @Override
        public String message() {
            return "expected a block that fits a node of pool \"%s\", but none is large enough"
                    .formatted(pool);
        }
    }

    /** Nodes would be large enough, but blocks of the same time take too much of each. */
    record AlreadyPinned(String pool) implements PinRejection {
        @Override
        public String message() {
            return "expected a block that fits what is left of a node of pool \"%s\", but blocks of"
                            .formatted(pool)
                    + " the same time take too much of each";
        }
    }
}
