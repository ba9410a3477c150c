package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.ReasonCode;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One change of a bid, written once. */
@Entity
@Immutable
@Table(schema = "auctions", name = "bid_transition")
class BidTransition {

    @Embeddable
    record Key(UUID bidId, long version) implements Serializable {}

    /** What the change made of the bid. */
    @Embeddable
    record Made(
            Instant at,
            @Enumerated(EnumType.STRING) BidStatus status,
            @Enumerated(EnumType.STRING) ReasonCode reasonCode,
            String reasonMessage,
            long effectiveUnitPrice,
            long marketPrice,
            @Nullable Integer attempt,
            @Nullable String node) {}

    @EmbeddedId private Key key;
    @Embedded private Made made;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected BidTransition() {}

    BidTransition(Key key, Made made) {
        this.key = key;
        this.made = made;
    }

    Key key() {
        return key;
    }

    Made made() {
        return made;
    }
}
