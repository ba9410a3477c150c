package dev.spotdock.auctions;

import java.util.Locale;

/** Why a lot has no winner. */
public enum UnsoldReason {
    /** Nobody bid at least what was required. */
    NO_VALID_BID,
    RESERVE_NOT_MET,
    /** Taken back before its first bid, or cancelled with its auction. */
    WITHDRAWN,
    /** Nobody to whom it was offered has paid for it. */
    UNPAID,
    /** Its capacity begins before the next one to be offered it would have to pay. */
    TOO_LATE,
    /** An operator ended it without a winner, because acknowledged bids were lost. */
    BY_OPERATOR;

    /** The reason on the wire, for example {@code no-valid-bid}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
