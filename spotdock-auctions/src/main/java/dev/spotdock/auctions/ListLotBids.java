package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the stored {@link ShownLotBid}s of a lot, in sequence.
 *
 * @param validOnly only those that counted: what the winner was determined from
 * @param after only greater sequences; 0: from the first
 * @param limit at least 1
 */
public record ListLotBids(LotId lotId, boolean validOnly, long after, int limit) {

    /**
     * A bid as everybody may see it.
     *
     * @param counted whether it was valid: at least what was required then
     * @param priceAfter the lot's price right after it; null while no bid was valid
     * @param leaderAfter alias of who led right after it; null while no bid was valid
     */
    public record ShownLotBid(
            UUID id,
            long sequence,
            String alias,
            Money amount,
            boolean counted,
            @Nullable Money priceAfter,
            @Nullable String leaderAfter,
            Instant acceptedAt) {}
}
