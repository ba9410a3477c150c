package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks for the {@link Transition}s of one bid, oldest first; empty if it is not the owner's. */
public record ListBidTransitions(BidId bidId, AccountId owner) {

    /**
     * One change of a bid.
     *
     * @param version the bid's version that it made
     * @param marketPrice the pool's when it happened, micro-units per slot-hour
     * @param attempt of the allocation concerned; null where there is none
     */
    public record Transition(
            long version,
            Instant at,
            BidStatus status,
            ReasonCode reason,
            String message,
            long effectiveUnitPrice,
            long marketPrice,
            @Nullable Integer attempt,
            @Nullable String node) {}
}
