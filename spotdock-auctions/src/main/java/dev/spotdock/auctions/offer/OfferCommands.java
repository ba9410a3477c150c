package dev.spotdock.auctions.offer;

import dev.spotdock.auctions.ListOffers;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.auctions.WithdrawOffer;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Handles what nodes offer. */
@Component
class OfferCommands {

    private final Offers offers;

    OfferCommands(Offers offers) {
        this.offers = offers;
    }

    @CommandHandler
    void handle(OfferCapacity command) {
        offers.put(command);
    }

    @CommandHandler
    void handle(WithdrawOffer command) {
        offers.withdraw(command.node());
    }

    @QueryHandler
    List<ListOffers.Offer> handle(ListOffers query) {
        return offers.all();
    }
}
