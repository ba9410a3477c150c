package dev.spotdock.compute;

import dev.spotdock.kernel.outcome.Rejection;

/** Why a node's command was refused, in order of precedence. */
public sealed interface NodeRejection extends Rejection {

    /** The provider in use takes no nodes by hand. */
    record NotSimulated(String provider) implements NodeRejection {
        @Override
        public String message() {
            return "expected the simulated provider, but nodes come from %s".formatted(provider);
        }
    }

    record NameTaken(String name) implements NodeRejection {
        @Override
        public String message() {
            return "expected a new name, but there is a node \"%s\"".formatted(name);
        }
    }
}
