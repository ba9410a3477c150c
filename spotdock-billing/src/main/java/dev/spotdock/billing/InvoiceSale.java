package dev.spotdock.billing;

import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.util.UUID;

/**
 * Issues the two invoices of a sale: the buyer's for the price, the seller's for the fee, with the
 * price given. Once per sale; repeating it changes nothing.
 *
 * @param reference of the hold that was captured; one that was not is a bug. Both have wallets
 * @param item what was sold, as both read it: 1 to 200 characters
 */
public record InvoiceSale(UUID reference, String item, Instant at) implements Command<Void> {

    /** One line of print, with room to spare. */
    public static final int ITEM_LENGTH_MAX = 200;

    public InvoiceSale {
        if (item.isBlank() || item.length() > ITEM_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "expected 1 to %d characters, but was \"%s\"".formatted(ITEM_LENGTH_MAX, item));
        }
    }
}
