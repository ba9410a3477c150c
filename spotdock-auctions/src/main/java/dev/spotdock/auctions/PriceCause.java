package dev.spotdock.auctions;

import java.util.Locale;

/** What set a market price. */
public enum PriceCause {
    /** Nobody loses: the pool's lowest price. */
    FLOOR,
    /** The best of the bids that lose. */
    WAITING_BID;

    /** The cause on the wire, for example {@code waiting-bid}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
