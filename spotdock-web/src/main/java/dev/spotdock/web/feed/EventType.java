package dev.spotdock.web.feed;

import static dev.spotdock.web.feed.Audience.OPERATOR;
import static dev.spotdock.web.feed.Audience.OWNER;
import static dev.spotdock.web.feed.Audience.PUBLIC;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Every type of public event; part of the API's contract. */
public enum EventType {
    BID_SUBMITTED(BidEventData.Submitted.class, OWNER),
    BID_REPRICED(BidEventData.Repriced.class, OWNER),
    BID_MATCHED(BidEventData.Matched.class, OWNER),
    BID_RUNNING(BidEventData.Running.class, OWNER),
    BID_AT_RISK(BidEventData.AtRisk.class, OWNER),
    BID_EVICTION_NOTICED(BidEventData.EvictionNotice.class, OWNER),
    BID_EVICTION_WITHDRAWN(BidEventData.Attempt.class, OWNER),
    BID_DISPLACED(BidEventData.Attempt.class, OWNER),
    BID_EVICTED(BidEventData.Ended.class, OWNER),
    BID_REQUEUED(BidEventData.Requeued.class, OWNER),
    BID_UNFUNDED(BidEventData.Unfunded.class, OWNER),
    BID_COMPLETED(BidEventData.Ended.class, OWNER),
    BID_FAILED(BidEventData.Ended.class, OWNER),
    BID_CANCELLED(BidEventData.Ended.class, OWNER),
    BID_EXPIRED(BidEventData.Ended.class, OWNER),
    PRICE_CHANGED(MarketEventData.Price.class, PUBLIC),
    NODE_ADDED(MarketEventData.NodeAdded.class, OPERATOR),
    NODE_REMOVED(MarketEventData.NodeGone.class, OPERATOR),
    NODE_LOST(MarketEventData.NodeGone.class, OPERATOR),
    WALLET_CREDITED(WalletEventData.Credited.class, OWNER),
    WALLET_CHARGED(WalletEventData.Charged.class, OWNER),
    WALLET_LOW(WalletEventData.Low.class, OWNER),
    WALLET_EXHAUSTED(WalletEventData.Exhausted.class, OWNER),
    WEBHOOK_DISABLED(WebhookEventData.Disabled.class, OWNER),
    AUCTION_CREATED(AuctionEventData.Created.class, OWNER),
    AUCTION_SCHEDULED(AuctionEventData.Scheduled.class, PUBLIC),
    AUCTION_OPENED(AuctionEventData.Opened.class, PUBLIC),
    AUCTION_EXTENDED(AuctionEventData.Extended.class, PUBLIC),
    AUCTION_CLOSED(AuctionEventData.Closed.class, PUBLIC),
    AUCTION_SETTLED(AuctionEventData.Settled.class, PUBLIC),
    AUCTION_CANCELLED(AuctionEventData.Cancelled.class, PUBLIC),
    LOT_BID_PLACED(AuctionEventData.BidPlaced.class, PUBLIC),
    LOT_SOLD(AuctionEventData.Sold.class, PUBLIC),
    LOT_AWARDED(AuctionEventData.Awarded.class, OWNER),
    LOT_SETTLED(AuctionEventData.LotSettled.class, PUBLIC),
    LOT_UNSOLD(AuctionEventData.Unsold.class, PUBLIC);

    private static final Map<String, EventType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::wireName, type -> type));

    private final String wireName =
            name().replaceFirst("_", ".").replace('_', '-').toLowerCase(Locale.ROOT);
    private final String schemaPath = "/schemas/" + wireName + ".json";
    private final Class<? extends Record> data;
    private final Audience audience;

    EventType(Class<? extends Record> data, Audience audience) {
        this.data = data;
        this.audience = audience;
    }

    /** The type on the wire, for example {@code bid.eviction-noticed}. */
    public String wireName() {
        return wireName;
    }

    /** What its {@code data} looks like. */
    public Class<? extends Record> data() {
        return data;
    }

    public Audience audience() {
        return audience;
    }

    /** Where the JSON Schema of its {@code data} is. */
    public String schemaPath() {
        return schemaPath;
    }

    /**
     * The types that a filter names.
     *
     * @param filter a type, or a topic such as {@code bid.*}
     * @return empty if there is none
     */
    public static List<EventType> matching(String filter) {
        return Arrays.stream(values())
                .filter(type ->
                        filter.endsWith(".*")
                                ? type.wireName.startsWith(filter.substring(0, filter.length() - 1))
                                : type.wireName.equals(filter))
                .toList();
    }

    /**
     * The type of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static EventType ofWireName(String name) {
        EventType type = BY_WIRE_NAME.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no event type " + name);
        }
        return type;
    }
}
