package dev.spotdock.auctions;

import dev.spotdock.kernel.message.Command;

/**
 * Asks for every {@link AuctionRejection.InvalidInput.Problem} of a {@link RegisterVehicle}, {@link
 * CreateAuction} or {@link AddLot}, in the order of its fields, without carrying it out: for who
 * knows already that it will not be, and tells all that is wrong at once.
 */
public record ListMistakes(Command<?> command) {}
