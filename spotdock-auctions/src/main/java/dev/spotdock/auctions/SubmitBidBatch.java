package dev.spotdock.auctions;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.List;

/**
 * Submits several bids in one transaction, for callers who have many at once. Each is accepted or
 * refused on its own; an exception undoes all of them.
 *
 * @param bids 1 to {@value #SIZE_MAX}, of any accounts and pools; the answers come in their order,
 *     as do their sequences
 */
public record SubmitBidBatch(List<SubmitBid> bids)
        implements Command<List<Outcome<BidDetails, BidRejection>>> {

    /** A transaction locks the wallets of all its bids. */
    public static final int SIZE_MAX = 100;

    public SubmitBidBatch {
        bids = List.copyOf(bids);
        if (bids.isEmpty() || bids.size() > SIZE_MAX) {
            throw new IllegalArgumentException(
                    "expected 1 to %d bids, not %d".formatted(SIZE_MAX, bids.size()));
        }
    }
}
