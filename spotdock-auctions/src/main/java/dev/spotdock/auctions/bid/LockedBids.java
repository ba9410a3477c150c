package dev.spotdock.auctions.bid;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Bids whose rows are locked until the transaction ends, as they really are. */
public final class LockedBids {

    private final Map<BidId, Bid> byId;
    private final Map<BidId, Long> versions;

    LockedBids(List<Bid> bids, Map<BidId, Long> versions) {
        this.byId = bids.stream().collect(Collectors.toMap(Bid::bidId, Function.identity()));
        this.versions = Map.copyOf(versions);
    }

    /** Whether the bid waits at the version at which it was planned with. */
    public boolean waits(BidId bidId) {
        Bid bid = byId.get(bidId);
        return bid != null
                && bid.isWaiting()
                && Long.valueOf(bid.version()).equals(versions.get(bidId));
    }

    /** Whether that attempt of the bid runs, is not noticed and not being stopped. */
    public boolean mayBeNoticed(BidId bidId, AllocationId attempt) {
        Bid bid = byId.get(bidId);
        return bid != null && attempt.equals(bid.allocationId()) && bid.mayBeNoticed();
    }

    /** Whether that attempt of the bid has not started and is not being stopped. */
    public boolean mayBeDisplaced(BidId bidId, AllocationId attempt) {
        Bid bid = byId.get(bidId);
        return bid != null && attempt.equals(bid.allocationId()) && bid.mayBeDisplaced();
    }

    /** Whether that attempt of the bid is noticed, for somebody else, and not being stopped. */
    public boolean mayBeSpared(BidId bidId, AllocationId attempt) {
        Bid bid = byId.get(bidId);
        return bid != null && attempt.equals(bid.allocationId()) && bid.mayBeSpared();
    }

    /** Whose a locked bid is. */
    public AccountId accountId(BidId bidId) {
        return get(bidId).accountId();
    }

    /** What a locked bid asks for. */
    public Resources resources(BidId bidId) {
        return get(bidId).demand().resources();
    }

    Bid get(BidId bidId) {
        Bid bid = byId.get(bidId);
        if (bid == null) {
            throw new IllegalArgumentException("bid %s is not locked".formatted(bidId));
        }
        return bid;
    }
}
