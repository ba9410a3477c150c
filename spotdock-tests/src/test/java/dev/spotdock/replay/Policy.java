package dev.spotdock.replay;

import java.util.Comparator;

/** Somebody who decides what runs where. Made anew for each run: it may remember things. */
interface Policy {

    /** The order of {@link Market#waiting()}; must be consistent with equals. */
    Comparator<Waiting> order();

    /**
     * Decides at one instant, after everything that happened at it: arrivals, exits, evictions,
     * ends of minimum runs, and a tick from time to time. What it does at once, nobody undoes.
     */
    void decide(Market market);

    /** The price that it would show: micro-units per slot-hour. */
    default long price(Market market) {
        return market.bestLoser();
    }
}
