package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.ReasonCode;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The notice that a running bid is under. Prices are effective, micro-units per slot-hour. */
@Embeddable
record Eviction(
        @Column(name = "evict_noticed_at") Instant noticedAt,
        @Column(name = "evict_deadline") Instant deadline,
        @Column(name = "evict_reason") @Enumerated(EnumType.STRING) ReasonCode reason,
        @Column(name = "evict_own_price") long ownUnitPrice,
        @Column(name = "evict_winning_price") @Nullable Long winningUnitPrice) {

    BidDetails.Eviction details() {
        return new BidDetails.Eviction(noticedAt, deadline, reason, ownUnitPrice, winningUnitPrice);
    }
}
