package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;

/** Something that happened to one bid. */
public sealed interface BidEvent
        permits AttemptFreed,
                BidAtRisk,
                BidEnded,
                BidMatched,
                BidRepriced,
                BidRequeued,
                BidRunning,
                BidStopRequested,
                BidSubmitted,
                BidUnfunded,
                EvictionNoticed,
                EvictionWithdrawn {

    BidId bidId();

    /** The bid's owner. */
    AccountId accountId();

    String pool();

    Instant at();
}
