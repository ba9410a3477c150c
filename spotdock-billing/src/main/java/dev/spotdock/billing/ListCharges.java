package dev.spotdock.billing;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.util.List;

/**
 * Asks what bids were charged so far: one {@link Charge} per allocation that has a meter, in any
 * order.
 *
 * @param bidIds at most 1,000
 */
public record ListCharges(List<BidId> bidIds) {

    /** Net of refunds. */
    public record Charge(BidId bidId, AllocationId allocationId, Money charged) {}
}
