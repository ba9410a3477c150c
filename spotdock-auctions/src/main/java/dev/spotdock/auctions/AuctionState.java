package dev.spotdock.auctions;

/** Where a timed auction is in its life. */
public enum AuctionState {
    /** Being put together; nobody else sees it. */
    DRAFT,
    /** Opens when it starts. */
    SCHEDULED,
    OPEN,
    /** Its time is over, or it was ended early; some lots are not decided yet. */
    CLOSING,
    /** All lots are decided; some are not paid for yet. */
    CLOSED,
    /** Final: every lot is settled, unsold or withdrawn. */
    SETTLED,
    /** Final. */
    CANCELLED
}
