package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.Reason;
import dev.spotdock.auctions.ReasonCode;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a bid is in its state, as stored. */
@Embeddable
record Why(
        @Column(name = "reason_code") @Enumerated(EnumType.STRING) ReasonCode code,
        @Column(name = "reason_message") String message,
        @Column(name = "reason_at") Instant at,
        @Column(name = "reason_next") @Nullable Instant next) {

    /** In the words for that code. */
    static Why of(ReasonCode code, Instant at, @Nullable Instant next) {
        return new Why(code, Wording.of(code), at, next);
    }

    Reason reason() {
        return new Reason(code, message, at, next);
    }

    /**
     * Of a bid that waits with enough money: what its price, or the lack of money, had to do with,
     * the next run of matching says anew.
     */
    ReasonCode codeInBook(boolean belowFloor) {
        if (belowFloor) {
            return ReasonCode.PRICE_BELOW_FLOOR;
        }
        return switch (code) {
            case NO_NODE_FITS, AWAITING_EVICTION, QUOTA -> code;
            default -> ReasonCode.AWAITING_CAPACITY;
        };
    }
}
