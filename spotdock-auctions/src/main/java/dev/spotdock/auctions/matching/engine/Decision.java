package dev.spotdock.auctions.matching.engine;

import java.time.Instant;

/** Where a bid gets its place. */
sealed interface Decision {

    /** On free capacity. */
    record Place(NodeLedger node) implements Decision {}

    /** Now, where others go at once. */
    record Displace(Selection selection) implements Decision {}

    /**
     * Later, where others go at a deadline; some may go at once.
     *
     * @param deadline past while victims of an earlier plan stop
     */
    record Nominate(Selection selection, Instant deadline) implements Decision {}
}
