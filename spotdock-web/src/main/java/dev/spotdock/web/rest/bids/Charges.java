package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.billing.ListCharges;
import dev.spotdock.billing.ListCharges.Charge;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.Ask;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What bids were charged so far, by bid and allocation. */
record Charges(Map<BidId, Map<AllocationId, Money>> byBid) {

    /** Asks for those of the given bids; bids that never ran are not asked for. */
    static Charges of(List<BidDetails> bids, Ask ask) {
        List<BidId> ran =
                bids.stream()
                        .filter(bid -> bid.allocation() != null)
                        .map(BidDetails::bidId)
                        .toList();
        if (ran.isEmpty()) {
            return new Charges(Map.of());
        }
        return new Charges(
                ask.many(new ListCharges(ran), Charge.class).stream()
                        .collect(
                                Collectors.groupingBy(
                                        Charge::bidId,
                                        Collectors.toMap(
                                                Charge::allocationId,
                                                Charge::charged,
                                                Money::plus))));
    }

    Map<AllocationId, Money> of(BidId bidId) {
        return byBid.getOrDefault(bidId, Map.of());
    }
}
