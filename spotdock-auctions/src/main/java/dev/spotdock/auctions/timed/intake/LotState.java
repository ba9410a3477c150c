package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a lot stands that was opened.
 *
 * @param open whether it was not closed yet; its end may have passed
 * @param bids accepted, counted or not
 * @param price null while no bid was valid
 * @param leader alias; null while no bid was valid
 * @param endsAt extensions included
 */
public record LotState(
        boolean open, long bids, @Nullable Money price, @Nullable String leader, Instant endsAt) {}
