package dev.spotdock.billing;

import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Rejection;

/** Why a hold was not captured, in order of precedence. */
public sealed interface CaptureRejection extends Rejection {

    record UnknownHold() implements CaptureRejection {
        @Override
        public String message() {
            return "there is no such hold";
        }
    }

    /** It was captured for something else, released, or its time was over. */
    record AlreadyResolved() implements CaptureRejection {
        @Override
        public String message() {
            return "expected a pending hold, but it was captured, released or expired";
        }
    }

    record MoreThanHeld(Money wanted, Money held) implements CaptureRejection {
        @Override
        public String message() {
            return "expected at most the %s that are held, but %s was wanted"
                    .formatted(held, wanted);
        }
    }
}
