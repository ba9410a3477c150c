package dev.spotdock.auctions;

import java.util.Locale;

/** Why a bid is in its state. */
public enum ReasonCode {
    AWAITING_CAPACITY,
    AWAITING_EVICTION,
    PRICE_BELOW_MARKET,
    PRICE_BELOW_FLOOR,
    WOULD_STOP_DEARER_WORK,
    MINIMUM_RUN,
    EVICTION_BUDGET,
    NO_NODE_FITS,
    INSUFFICIENT_FUNDS,
    QUOTA,
    STARTING,
    IMAGE_PULL_FAILED,
    IMAGE_NOT_ALLOWED,
    START_FAILED,
    RUNNING,
    OUTBID,
    DRILL,
    DISPLACED,
    NODE_LOST,
    NODE_DRAINED,
    RESERVATION,
    MAX_RUNTIME,
    BUDGET_EXHAUSTED,
    FUNDS_EXHAUSTED,
    EXITED,
    OOM_KILLED,
    CANCELLED_BY_USER,
    EXPIRED;

    /** The code on the wire, for example {@code awaiting-capacity}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
