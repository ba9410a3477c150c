package dev.spotdock.auctions.timed;

/** What the intake of bids knows of a lot. */
enum IntakeStage {
    NONE,
    OPEN,
    /** No bid will ever be accepted again. */
    SEALED,
    /** Its keys are gone from Redis. */
    FORGOTTEN
}
