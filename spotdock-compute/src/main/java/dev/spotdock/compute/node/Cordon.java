package dev.spotdock.compute.node;

import dev.spotdock.compute.NodeState;

/** What an operator wants of a node, whether it is there or not. */
enum Cordon {
    NONE,
    CORDONED,
    DRAINING;

    /**
     * The state of a node that is there.
     *
     * @param busy whether anything is left on it
     */
    NodeState state(boolean busy) {
        return switch (this) {
            case NONE -> NodeState.READY;
            case CORDONED -> NodeState.CORDONED;
            case DRAINING -> busy ? NodeState.DRAINING : NodeState.DRAINED;
        };
    }
}
