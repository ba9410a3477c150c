package dev.spotdock.web.feed;

import static dev.spotdock.web.feed.EventType.BID_AT_RISK;
import static dev.spotdock.web.feed.EventType.BID_CANCELLED;
import static dev.spotdock.web.feed.EventType.BID_COMPLETED;
import static dev.spotdock.web.feed.EventType.BID_DISPLACED;
import static dev.spotdock.web.feed.EventType.BID_EVICTED;
import static dev.spotdock.web.feed.EventType.BID_EVICTION_NOTICED;
import static dev.spotdock.web.feed.EventType.BID_EVICTION_WITHDRAWN;
import static dev.spotdock.web.feed.EventType.BID_EXPIRED;
import static dev.spotdock.web.feed.EventType.BID_FAILED;
import static dev.spotdock.web.feed.EventType.BID_MATCHED;
import static dev.spotdock.web.feed.EventType.BID_REPRICED;
import static dev.spotdock.web.feed.EventType.BID_REQUEUED;
import static dev.spotdock.web.feed.EventType.BID_RUNNING;
import static dev.spotdock.web.feed.EventType.BID_SUBMITTED;
import static dev.spotdock.web.feed.EventType.BID_UNFUNDED;

import dev.spotdock.auctions.AttemptFreed;
import dev.spotdock.auctions.BidAtRisk;
import dev.spotdock.auctions.BidCancelled;
import dev.spotdock.auctions.BidCompleted;
import dev.spotdock.auctions.BidEnded;
import dev.spotdock.auctions.BidEvent;
import dev.spotdock.auctions.BidEvicted;
import dev.spotdock.auctions.BidExpired;
import dev.spotdock.auctions.BidFailed;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidRepriced;
import dev.spotdock.auctions.BidRequeued;
import dev.spotdock.auctions.BidRunning;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.BidSubmitted;
import dev.spotdock.auctions.BidUnfunded;
import dev.spotdock.auctions.EvictionNoticed;
import dev.spotdock.auctions.EvictionWithdrawn;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.web.feed.BidEventData.AtRisk;
import dev.spotdock.web.feed.BidEventData.Attempt;
import dev.spotdock.web.feed.BidEventData.Ended;
import dev.spotdock.web.feed.BidEventData.EvictionNotice;
import dev.spotdock.web.feed.BidEventData.Matched;
import dev.spotdock.web.feed.BidEventData.Repriced;
import dev.spotdock.web.feed.BidEventData.Requeued;
import dev.spotdock.web.feed.BidEventData.Running;
import dev.spotdock.web.feed.BidEventData.Submitted;
import dev.spotdock.web.feed.BidEventData.Unfunded;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.ResourcesView;
import dev.spotdock.web.rest.SiteCurrency;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the outside learns of events about bids. */
@Component
class BidEvents {

    private final SiteCurrency site;

    BidEvents(SiteCurrency site) {
        this.site = site;
    }

    /** Null: nothing. That an attempt is to be stopped is told only of one that never ran. */
    @Nullable PublicEvent of(UUID id, BidEvent event) {
        return switch (event) {
            case BidSubmitted e -> about(id, e, BID_SUBMITTED, submitted(e));
            case BidRepriced e -> about(id, e, BID_REPRICED, repriced(e));
            case BidMatched e -> about(id, e, BID_MATCHED, matched(e));
            case BidRunning e -> about(id, e, BID_RUNNING, running(e));
            case BidAtRisk e -> about(id, e, BID_AT_RISK, atRisk(e));
            case EvictionNoticed e -> about(id, e, BID_EVICTION_NOTICED, noticed(e));
            case EvictionWithdrawn e -> about(id, e, BID_EVICTION_WITHDRAWN, withdrawn(e));
            case BidStopRequested e when e.reason() == ReasonCode.DISPLACED ->
                    about(id, e, BID_DISPLACED, displaced(e));
            case BidStopRequested _ -> null;
            case BidRequeued e -> about(id, e, BID_REQUEUED, requeued(e));
            case BidUnfunded e -> about(id, e, BID_UNFUNDED, unfunded(e));
            case BidEnded e -> about(id, e, typeOf(e), ended(e));
            case AttemptFreed _ -> null; // the refund is told
        };
    }

    private static PublicEvent about(UUID id, BidEvent event, EventType type, Record data) {
        String bid = event.bidId().value().toString();
        return new PublicEvent(id, type, bid, bid, event.accountId(), event.at(), data);
    }

    private Submitted submitted(BidSubmitted e) {
        return new Submitted(
                e.bidId().value(),
                e.pool(),
                ResourcesView.of(e.resources()),
                site.perSlotHour(e.effectiveUnitPrice()),
                e.expiresAt(),
                e.version());
    }

    private Repriced repriced(BidRepriced e) {
        return new Repriced(
                e.bidId().value(),
                e.pool(),
                e.status().name(),
                site.perSlotHour(e.effectiveUnitPrice()),
                e.from(),
                amount(e.missing()),
                e.version());
    }

    private Matched matched(BidMatched e) {
        return new Matched(
                e.bidId().value(),
                e.pool(),
                e.allocationId().value(),
                e.attempt(),
                e.node(),
                site.perSlotHour(e.effectiveUnitPrice()),
                site.rate(e.ratePerHourMicros(), Per.HOUR),
                e.startBy(),
                e.version());
    }

    private static Running running(BidRunning e) {
        return new Running(
                e.bidId().value(), e.pool(), e.allocationId().value(), e.startedAt(), e.version());
    }

    private AtRisk atRisk(BidAtRisk e) {
        return new AtRisk(
                e.bidId().value(),
                e.pool(),
                site.perSlotHour(e.marketPrice()),
                site.perSlotHour(e.effectiveUnitPrice()),
                BigDecimal.valueOf(e.alertPercent(), 2));
    }

    private EvictionNotice noticed(EvictionNoticed e) {
        return new EvictionNotice(
                e.bidId().value(),
                e.pool(),
                e.allocationId().value(),
                e.reason().wireName(),
                e.deadline(),
                site.perSlotHour(e.ownUnitPrice()),
                price(e.winningUnitPrice()),
                e.version());
    }

    private static Attempt withdrawn(EvictionWithdrawn e) {
        return new Attempt(e.bidId().value(), e.pool(), e.allocationId().value(), e.version());
    }

    private static Attempt displaced(BidStopRequested e) {
        return new Attempt(e.bidId().value(), e.pool(), e.allocationId().value(), e.version());
    }

    private Requeued requeued(BidRequeued e) {
        return new Requeued(
                e.bidId().value(),
                e.pool(),
                e.reason().wireName(),
                site.perSlotHour(e.effectiveUnitPrice()),
                e.expiresAt(),
                e.version());
    }

    private Unfunded unfunded(BidUnfunded e) {
        return new Unfunded(
                e.bidId().value(),
                e.pool(),
                e.cause().wireName(),
                site.amount(e.required()),
                site.amount(e.available()),
                e.expiresAt(),
                e.version());
    }

    private static EventType typeOf(BidEnded event) {
        return switch (event) {
            case BidCompleted _ -> BID_COMPLETED;
            case BidFailed _ -> BID_FAILED;
            case BidEvicted _ -> BID_EVICTED;
            case BidCancelled _ -> BID_CANCELLED;
            case BidExpired _ -> BID_EXPIRED;
        };
    }

    private static Ended ended(BidEnded e) {
        AllocationId allocation = e.allocationId();
        return new Ended(
                e.bidId().value(),
                e.pool(),
                allocation == null ? null : allocation.value(),
                e.reason().wireName(),
                e.exitCode(),
                e.version());
    }

    private @Nullable AmountView amount(@Nullable Money money) {
        return money == null ? null : site.amount(money);
    }

    private @Nullable PriceView price(@Nullable Long perSlotHour) {
        return perSlotHour == null ? null : site.perSlotHour(perSlotHour);
    }
}
