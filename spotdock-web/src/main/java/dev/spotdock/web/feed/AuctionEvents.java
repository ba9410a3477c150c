package dev.spotdock.web.feed;

import static dev.spotdock.web.feed.EventType.AUCTION_CANCELLED;
import static dev.spotdock.web.feed.EventType.AUCTION_CLOSED;
import static dev.spotdock.web.feed.EventType.AUCTION_CREATED;
import static dev.spotdock.web.feed.EventType.AUCTION_EXTENDED;
import static dev.spotdock.web.feed.EventType.AUCTION_OPENED;
import static dev.spotdock.web.feed.EventType.AUCTION_SCHEDULED;
import static dev.spotdock.web.feed.EventType.AUCTION_SETTLED;
import static dev.spotdock.web.feed.EventType.LOT_AWARDED;
import static dev.spotdock.web.feed.EventType.LOT_BID_PLACED;
import static dev.spotdock.web.feed.EventType.LOT_SETTLED;
import static dev.spotdock.web.feed.EventType.LOT_SOLD;
import static dev.spotdock.web.feed.EventType.LOT_UNSOLD;

import dev.spotdock.auctions.AuctionCancelled;
import dev.spotdock.auctions.AuctionClosed;
import dev.spotdock.auctions.AuctionCreated;
import dev.spotdock.auctions.AuctionEvent;
import dev.spotdock.auctions.AuctionExtended;
import dev.spotdock.auctions.AuctionOpened;
import dev.spotdock.auctions.AuctionScheduled;
import dev.spotdock.auctions.AuctionSettled;
import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.auctions.LotBidsPlaced.PlacedBid;
import dev.spotdock.auctions.LotEvent;
import dev.spotdock.auctions.LotPaymentOverdue;
import dev.spotdock.auctions.LotSettled;
import dev.spotdock.auctions.LotSold;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.SiteCurrency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the outside learns of events about timed auctions; in order per auction. */
@Component
class AuctionEvents {

    private final SiteCurrency site;

    AuctionEvents(SiteCurrency site) {
        this.site = site;
    }

    /** Null: nothing. */
    @Nullable PublicEvent of(UUID id, AuctionEvent event) {
        return switch (event) {
            case AuctionCreated e -> about(id, e, AUCTION_CREATED, created(e));
            case AuctionScheduled e -> about(id, e, AUCTION_SCHEDULED, scheduled(e));
            case AuctionOpened e -> about(id, e, AUCTION_OPENED, opened(e));
            case AuctionExtended e -> about(id, e, AUCTION_EXTENDED, extended(e));
            case AuctionClosed e -> about(id, e, AUCTION_CLOSED, closed(e));
            case AuctionSettled e -> about(id, e, AUCTION_SETTLED, settled(e));
            case AuctionCancelled e when e.wasVisible() ->
                    about(id, e, AUCTION_CANCELLED, cancelled(e));
            case AuctionCancelled _ -> null; // nobody else has seen the draft
            case LotSold e -> about(id, e, LOT_SOLD, null, sold(e));
            case LotAwarded e -> about(id, e, LOT_AWARDED, e.winner(), awarded(e));
            case LotSettled e -> about(id, e, LOT_SETTLED, null, settled(e));
            case LotUnsold e -> about(id, e, LOT_UNSOLD, null, unsold(e));
            case LotPaymentOverdue _ -> null; // what comes of it is told
        };
    }

    /** One for each bid, which its own id tells from others. */
    List<PublicEvent> of(LotBidsPlaced event) {
        String key = event.auctionId().toString();
        return event.bids().stream()
                .map(bid ->
                        new PublicEvent(
                                bid.id(),
                                LOT_BID_PLACED,
                                event.lotId().toString(),
                                key,
                                null,
                                bid.acceptedAt(),
                                placed(event, bid)))
                .toList();
    }

    private static PublicEvent about(UUID id, AuctionEvent event, EventType type, Record data) {
        String auction = event.auctionId().toString();
        AccountId owner = type.audience() == Audience.OWNER ? event.seller() : null;
        return new PublicEvent(id, type, auction, auction, owner, event.at(), data);
    }

    private static PublicEvent about(
            UUID id, LotEvent event, EventType type, @Nullable AccountId owner, Record data) {
        return new PublicEvent(
                id,
                type,
                event.lotId().toString(),
                event.auctionId().toString(),
                owner,
                event.at(),
                data);
    }

    private static AuctionEventData.Created created(AuctionCreated e) {
        return new AuctionEventData.Created(
                e.auctionId().value(), e.title(), e.startsAt(), e.endsAt());
    }

    private static AuctionEventData.Scheduled scheduled(AuctionScheduled e) {
        return new AuctionEventData.Scheduled(
                e.auctionId().value(), e.title(), e.startsAt(), e.endsAt(), e.lots());
    }

    private static AuctionEventData.Opened opened(AuctionOpened e) {
        return new AuctionEventData.Opened(
                e.auctionId().value(), e.startsAt(), e.endsAt(), e.lots());
    }

    private static AuctionEventData.Extended extended(AuctionExtended e) {
        return new AuctionEventData.Extended(e.auctionId().value(), e.lotId().value(), e.endsAt());
    }

    private static AuctionEventData.Closed closed(AuctionClosed e) {
        return new AuctionEventData.Closed(e.auctionId().value(), e.sold(), e.unsold());
    }

    private static AuctionEventData.Settled settled(AuctionSettled e) {
        return new AuctionEventData.Settled(e.auctionId().value(), e.settled(), e.unsold());
    }

    private static AuctionEventData.Cancelled cancelled(AuctionCancelled e) {
        return new AuctionEventData.Cancelled(e.auctionId().value());
    }

    private AuctionEventData.BidPlaced placed(LotBidsPlaced event, PlacedBid bid) {
        return new AuctionEventData.BidPlaced(
                event.lotId().value(),
                event.auctionId().value(),
                bid.id(),
                bid.sequence(),
                bid.alias(),
                site.amount(bid.amount()),
                bid.counted(),
                amount(bid.priceAfter()),
                bid.acceptedAt());
    }

    private AuctionEventData.Sold sold(LotSold e) {
        return new AuctionEventData.Sold(
                e.lotId().value(),
                e.auctionId().value(),
                e.alias(),
                e.sequence(),
                site.amount(e.amount()),
                e.bids());
    }

    private AuctionEventData.Awarded awarded(LotAwarded e) {
        return new AuctionEventData.Awarded(
                e.lotId().value(),
                e.auctionId().value(),
                site.amount(e.amount()),
                e.round(),
                e.payBy());
    }

    private AuctionEventData.LotSettled settled(LotSettled e) {
        return new AuctionEventData.LotSettled(
                e.lotId().value(), e.auctionId().value(), site.amount(e.amount()), e.round());
    }

    private static AuctionEventData.Unsold unsold(LotUnsold e) {
        return new AuctionEventData.Unsold(
                e.lotId().value(), e.auctionId().value(), e.reason().wireName(), e.bids());
    }

    private @Nullable AmountView amount(@Nullable Money money) {
        return money == null ? null : site.amount(money);
    }
}
