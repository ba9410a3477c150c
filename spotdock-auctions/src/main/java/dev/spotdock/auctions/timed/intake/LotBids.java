package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.winner.LotBidEntry;
import dev.spotdock.kernel.id.LotId;
import java.util.List;
import org.springframework.stereotype.Component;

/** The bids on lots that are in PostgreSQL. */
@Component
public class LotBids {

    /** The greatest number up to which all bids are there; 0: none. */
    public long drainedTo(LotId lot) {
        throw new UnsupportedOperationException(lot.toString());
    }

    /** Bids with numbers above {@code after}, in sequence. */
    public List<StoredLotBid> of(LotId lot, long after, int limit) {
        throw new UnsupportedOperationException(lot + " " + after + limit);
    }

    /** All of them, in sequence, as the determination of the winner takes them. */
    public List<LotBidEntry> all(LotId lot) {
        throw new UnsupportedOperationException(lot.toString());
    }
}
