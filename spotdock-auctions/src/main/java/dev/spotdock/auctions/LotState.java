package dev.spotdock.auctions;

/** Where a lot is in its life. */
public enum LotState {
    /** Its auction is not open yet. */
    PENDING,
    OPEN,
    /** Takes no more bids, or will not in a moment; not decided yet. */
    CLOSING,
    /** Has a winner, who has yet to pay. */
    SOLD,
    /** Final. */
    UNSOLD,
    /** Final; taken back before its first bid, or cancelled with its auction. */
    WITHDRAWN,
    /** Final; paid for, and the winner's. */
    SETTLED;

    /** Whether nothing happens to it any more. */
    public boolean isFinal() {
        return this == UNSOLD || this == WITHDRAWN || this == SETTLED;
    }
}
