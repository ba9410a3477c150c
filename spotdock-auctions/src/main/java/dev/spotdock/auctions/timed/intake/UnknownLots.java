package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.DatabasePulse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Why Redis does not know a lot: PostgreSQL says whether it should. */
@Component
class UnknownLots {

    /** The guard needs about as long. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final LotRows rows;
    private final DatabasePulse pulse;

    UnknownLots(LotRows rows, DatabasePulse pulse) {
        this.rows = rows;
        this.pulse = pulse;
    }

    LotBidRejection why(LotId lot) {
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

    private static LotBidRejection unavailable(String why) {
        return new LotBidRejection.Unavailable(why, RETRY_AFTER);
    }
}
