package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.ReservationId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an account's {@link ReservationDetails}, newest (greatest id) first.
 *
 * @param before only ids smaller than this; null: from the newest
 * @param limit at least 1
 */
public record ListReservations(AccountId owner, @Nullable ReservationId before, int limit) {}
