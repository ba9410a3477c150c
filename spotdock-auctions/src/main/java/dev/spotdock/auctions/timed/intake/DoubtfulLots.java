package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.DatabasePulse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lots of which Redis, alone, cannot say whether they take bids: PostgreSQL is asked. */
@Component
class DoubtfulLots {

    /** Redis and the guard need about as long. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final LotRows rows;
    private final DatabasePulse pulse;

    DoubtfulLots(LotRows rows, DatabasePulse pulse) {
        this.rows = rows;
        this.pulse = pulse;
    }

    /** Redis has started anew; a closed lot whose bids are all stored is not confirmed there. */
    LotBidRejection stale(LotId lot) {
        Optional<LotRow> closed =
                pulse.answers() ? rows.find(lot).filter(LotRow::isClosed) : Optional.empty();
        return closed.isPresent()
                ? new LotBidRejection.Closed(lot, closed.get().endsAt())
                : unavailable("it is being made sure that no bid was lost");
    }

    /** Redis does not know the lot: PostgreSQL says whether it should. */
    LotBidRejection unknown(LotId lot) {
        if (!pulse.answers()) {
            return unavailable("whether there is such a lot cannot be told just now");
        }
        Optional<LotRow> row = rows.find(lot);
        if (row.isEmpty()) {
            return new LotBidRejection.NotOpened(lot);
        }
        return switch (row.get().state()) {
            case CLOSED, FORGOTTEN -> new LotBidRejection.Closed(lot, row.get().endsAt());
            case OPENING -> unavailable("the lot is about to be opened");
            case OPEN -> {
                rows.suspect(lot);
                yield unavailable("it is being made sure that no bid was lost");
            }
        };
    }

    /** Nothing is known of the bid, nor of the lot; it may be asked again. */
    static LotBidRejection unavailable(String why) {
        return new LotBidRejection.Unavailable(why, RETRY_AFTER);
    }
}
