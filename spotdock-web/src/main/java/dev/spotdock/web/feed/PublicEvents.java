package dev.spotdock.web.feed;

import dev.spotdock.auctions.AuctionEvent;
import dev.spotdock.auctions.BidEvent;
import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.auctions.PriceChanged;
import dev.spotdock.billing.MeterExhausted;
import dev.spotdock.billing.WalletCharged;
import dev.spotdock.billing.WalletCredited;
import dev.spotdock.billing.WalletLow;
import dev.spotdock.compute.NodeLost;
import dev.spotdock.compute.NodeRegistered;
import dev.spotdock.compute.NodeRemoved;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.web.rest.ResourcesView;
import dev.spotdock.web.rest.SiteCurrency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What the outside learns of a domain event: a deliberate translation, so that internal events may
 * change while these do not. What is not named here stays inside.
 */
@Component
class PublicEvents {

    private final BidEvents bids;
    private final AuctionEvents auctions;
    private final SiteCurrency site;

    PublicEvents(BidEvents bids, AuctionEvents auctions, SiteCurrency site) {
        this.bids = bids;
        this.auctions = auctions;
        this.site = site;
    }

    /**
     * Translates one event.
     *
     * @param id the domain event's
     * @return in the order in which they are to be told; most often one
     */
    List<PublicEvent> of(UUID id, Object event) {
        return event instanceof LotBidsPlaced placed
                ? auctions.of(placed)
                : one(id, event).map(List::of).orElse(List.of());
    }

    private Optional<PublicEvent> one(UUID id, Object event) {
        return Optional.ofNullable(
                switch (event) {
                    case BidEvent e -> bids.of(id, e);
                    case AuctionEvent e -> auctions.of(id, e);
                    case PriceChanged e -> changed(id, e);
                    case NodeRegistered e -> added(id, e);
                    case NodeRemoved e ->
                            gone(id, EventType.NODE_REMOVED, e.node(), e.pool(), e.at());
                    case NodeLost e -> gone(id, EventType.NODE_LOST, e.node(), e.pool(), e.at());
                    case WalletCredited e -> credited(id, e);
                    case WalletCharged e -> charged(id, e);
                    case WalletLow e -> low(id, e);
                    case MeterExhausted e when e.cause() == MeterExhausted.Cause.FUNDS ->
                            exhausted(id, e);
                    default -> null;
                });
    }

    /** Without the bid that set the price: that is its owner's business. */
    private PublicEvent changed(UUID id, PriceChanged e) {
        Long previous = e.previous();
        return new PublicEvent(
                id,
                EventType.PRICE_CHANGED,
                e.pool(),
                e.pool(),
                null,
                e.at(),
                new MarketEventData.Price(
                        e.pool(),
                        site.perSlotHour(e.unitPrice()),
                        previous == null ? null : site.perSlotHour(previous)));
    }

    private static PublicEvent added(UUID id, NodeRegistered e) {
        return new PublicEvent(
                id,
                EventType.NODE_ADDED,
                e.node(),
                e.pool(),
                null,
                e.at(),
                new MarketEventData.NodeAdded(
                        e.node(), e.pool(), e.provider(), ResourcesView.of(e.capacity())));
    }

    private static PublicEvent gone(UUID id, EventType type, String node, String pool, Instant at) {
        return new PublicEvent(
                id, type, node, pool, null, at, new MarketEventData.NodeGone(node, pool));
    }

    private PublicEvent credited(UUID id, WalletCredited e) {
        return wallet(
                id,
                EventType.WALLET_CREDITED,
                e.accountId(),
                e.at(),
                new WalletEventData.Credited(
                        site.amount(e.amount()), site.amount(e.balance()), e.reference()));
    }

    private PublicEvent charged(UUID id, WalletCharged e) {
        return wallet(
                id,
                EventType.WALLET_CHARGED,
                e.accountId(),
                e.at(),
                new WalletEventData.Charged(
                        site.amount(e.amount()), site.amount(e.balance()), e.slices()));
    }

    private PublicEvent low(UUID id, WalletLow e) {
        return wallet(
                id,
                EventType.WALLET_LOW,
                e.accountId(),
                e.at(),
                new WalletEventData.Low(
                        site.amount(e.balance()),
                        site.rate(e.burnRatePerHourMicros(), Per.HOUR),
                        e.emptyAt()));
    }

    private static PublicEvent exhausted(UUID id, MeterExhausted e) {
        return wallet(
                id,
                EventType.WALLET_EXHAUSTED,
                e.accountId(),
                e.at(),
                new WalletEventData.Exhausted(e.bidId().value(), e.allocationId().value()));
    }

    private static PublicEvent wallet(
            UUID id, EventType type, AccountId account, Instant at, Record data) {
        String key = account.value().toString();
        return new PublicEvent(id, type, key, key, account, at, data);
    }
}
