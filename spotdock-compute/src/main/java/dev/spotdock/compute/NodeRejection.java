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

    record UnknownNode(String name) implements NodeRejection {
        @Override
        public String message() {
            return "expected a node, but there is none \"%s\"".formatted(name);
        }
    }

    /** Something runs there, is about to, or is not cleared away yet. */
    record HasWork(String name, NodeState state) implements NodeRejection {
        @Override
        public String message() {
            return "expected nothing on node \"%s\", but it is %s with work on it: drain it first"
                    .formatted(name, state);
        }
    }

    /** Its provider would only report it again. */
    record StillThere(String name, String provider, NodeState state) implements NodeRejection {
        @Override
        public String message() {
            return "expected a node that is gone, but %s still reports \"%s\": stop its engine first"
                    .formatted(provider, name);
        }
    }
}
