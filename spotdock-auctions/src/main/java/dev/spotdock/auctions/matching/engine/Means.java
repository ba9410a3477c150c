package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.matching.engine.Candidate.Stage;

/** How room is made, in the order in which it is tried. */
enum Means {
    /** What has not started goes at once; the newcomer starts now. */
    DISPLACE {
        @Override
        boolean concerns(Candidate candidate) {
            return candidate.stage == Stage.UNSTARTED;
        }

        @Override
        Room room(NodeLedger node) {
            return node.open();
        }
    },

    /** Notices given before are used; nobody else has to go. */
    REUSE {
        @Override
        boolean concerns(Candidate candidate) {
            return candidate.stage == Stage.NOTICED;
        }

        @Override
        Room room(NodeLedger node) {
            return node.end();
        }
    },

    /** New notices are given, beside all that. */
    EVICT {
        @Override
        boolean concerns(Candidate candidate) {
            return candidate.stage != Stage.YOUNG;
        }

        @Override
        Room room(NodeLedger node) {
            return node.end();
        }
    };

    abstract boolean concerns(Candidate candidate);

    /** What the newcomer finds without victims. */
    abstract Room room(NodeLedger node);

    /** Nodes that could be of use, and others. */
    Iterable<NodeLedger> nodes(Ledger ledger) {
        return switch (this) {
            case DISPLACE -> ledger.unstarted();
            case REUSE -> ledger.coming();
            case EVICT -> ledger.nodes();
        };
    }

    /** Whether a node where the newcomer finds no room could be of use; yes is not certain. */
    boolean mayMakeRoom(NodeLedger node) {
        return switch (this) {
            case DISPLACE -> node.hasUnstarted();
            case REUSE -> node.hasNoticed();
            case EVICT -> true;
        };
    }

    /** Whether a node could be of use at all. */
    boolean concerns(NodeLedger node) {
        return switch (this) {
            case DISPLACE -> node.hasUnstarted();
            case REUSE -> node.hasComing();
            case EVICT -> node.hasStoppable();
        };
    }
}
