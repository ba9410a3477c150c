package dev.spotdock.billing;

import dev.spotdock.kernel.money.Money;
import java.util.List;
import java.util.UUID;

/**
 * Asks which holds {@link ResizeHold} would not refuse, each if it came alone: their references, in
 * any order. Nothing is locked, so that the answer may be wrong a moment later.
 *
 * @param wishes at most 10,000; of holds that do not exist nothing is said
 */
public record ListAffordableHolds(List<Wish> wishes) {

    public ListAffordableHolds {
        wishes = List.copyOf(wishes);
    }

    /**
     * How much is to be held.
     *
     * @param amount more than zero
     */
    public record Wish(UUID reference, Money amount) {}
}
