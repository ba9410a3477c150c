package dev.spotdock.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AttemptFreed;
import dev.spotdock.auctions.AuctionCancelled;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.auctions.LotBidsPlaced.PlacedBid;
import dev.spotdock.auctions.LotPaymentOverdue;
import dev.spotdock.auctions.PriceChanged;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.ReservationGranted;
import dev.spotdock.billing.HoldCaptured;
import dev.spotdock.billing.HoldExpired;
import dev.spotdock.billing.MeterExhausted;
import dev.spotdock.compute.NodeCordoned;
import dev.spotdock.compute.NodeDrainStarted;
import dev.spotdock.compute.NodeUncordoned;
import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.WorkloadStarted;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.runtime.message.ModuleRecords;
import dev.spotdock.web.rest.SiteCurrency;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PublicEventsTests {

    /** No event, or nobody's business outside; the reason is in the translation or its name. */
    private static final Set<Class<?>> INTERNAL =
            Set.of(
                    AttemptFreed.class,
                    BidStopRequested.class,
                    HoldCaptured.class,
                    HoldExpired.class,
                    LotBidAccepted.class,
                    LotPaymentOverdue.class,
                    NodeCordoned.class,
                    NodeDrainStarted.class,
                    NodeUncordoned.class,
                    ReservationGranted.class,
                    WorkloadEnded.class,
                    WorkloadStarted.class);

    private static final UUID ID = new UUID(0x7000, 1);
    private static final BidId BID = new BidId(new UUID(0x7000, 2));
    private static final AllocationId ALLOCATION = new AllocationId(new UUID(0x7000, 3));
    private static final AuctionId AUCTION = new AuctionId(new UUID(0x7000, 5));
    private static final AccountId OWNER = new AccountId(new UUID(0x7000, 4));
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private final SiteCurrency site = new SiteCurrency("USD");
    private final PublicEvents translation =
            new PublicEvents(new BidEvents(site), new AuctionEvents(site), site);

    @Test
    void eachDomainEventIsToldOrKnownToBeInternal() throws IOException {
        for (Class<?> type : events()) {
            for (boolean nulls : List.of(false, true)) {
                Object event = ModuleRecords.sample(type, nulls);
                assertThat(translation.of(ID, event).isEmpty())
                        .as(type.getSimpleName())
                        .isEqualTo(INTERNAL.contains(type));
            }
        }
    }

    @Test
    void eachTypeIsToldOfSomething() throws IOException {
        // An attempt that was stopped is one or the other; a webhook is no module's.
        Set<EventType> told = EnumSet.of(EventType.BID_DISPLACED, EventType.WEBHOOK_DISABLED);
        for (Class<?> type : events()) {
            translation
                    .of(ID, ModuleRecords.sample(type, false))
                    .forEach(event -> told.add(event.type()));
        }
        assertThat(told).isEqualTo(EnumSet.allOf(EventType.class));
    }

    @Test
    void dataIsWhatTheTypeSaysAndItsOwnerIsNamed() throws IOException {
        for (Class<?> type : events()) {
            translation
                    .of(ID, ModuleRecords.sample(type, false))
                    .forEach(event -> {
                        assertThat(event.data()).isInstanceOf(event.type().data());
                        assertThat(event.owner() != null)
                                .as(event.type().wireName())
                                .isEqualTo(event.type().audience() == Audience.OWNER);
                    });
        }
    }

    @Test
    void ofAStopOnlyTheDisplacementIsTold() {
        assertThat(translation.of(ID, stop(ReasonCode.OUTBID))).isEmpty();
        PublicEvent told = translation.of(ID, stop(ReasonCode.DISPLACED)).getFirst();
        assertThat(told.type()).isEqualTo(EventType.BID_DISPLACED);
        assertThat(told.owner()).isEqualTo(OWNER);
    }

    @Test
    void aWalletIsNotExhaustedByABudget() {
        assertThat(translation.of(ID, exhausted(MeterExhausted.Cause.BUDGET))).isEmpty();
        assertThat(translation.of(ID, exhausted(MeterExhausted.Cause.FUNDS))).hasSize(1);
    }

    @Test
    void thePriceIsToldWithoutTheBidThatSetIt() {
        PublicEvent told =
                translation.of(ID, new PriceChanged("default", 20_000, null, BID, AT)).getFirst();
        assertThat(JsonMapper.shared().writeValueAsString(told.data()))
                .contains("\"0.02\"")
                .doesNotContain(BID.value().toString());
    }

    @Test
    void aDraftThatIsCancelledWasNobodysBusiness() {
        assertThat(translation.of(ID, new AuctionCancelled(AUCTION, OWNER, false, AT))).isEmpty();
        assertThat(translation.of(ID, new AuctionCancelled(AUCTION, OWNER, true, AT))).hasSize(1);
    }

    @Test
    void eachBidOnALotIsToldUnderItsAliasOnly() {
        UUID first = new UUID(0x7000, 7);
        UUID second = new UUID(0x7000, 8);
        Money amount = Money.ofMicros(2_500_000);
        List<PublicEvent> told =
                translation.of(
                        ID,
                        new LotBidsPlaced(
                                AUCTION,
                                new LotId(new UUID(0x7000, 6)),
                                List.of(
                                        new PlacedBid(
                                                first,
                                                1,
                                                "bidder-1",
                                                OWNER,
                                                amount,
                                                true,
                                                amount,
                                                AT),
                                        new PlacedBid(
                                                second,
                                                2,
                                                "bidder-2",
                                                OWNER,
                                                amount,
                                                false,
                                                amount,
                                                AT)),
                                null,
                                AT));
        assertThat(told).extracting(PublicEvent::id).containsExactly(first, second);
        assertThat(told).extracting(PublicEvent::key).containsOnly(AUCTION.toString());
        assertThat(JsonMapper.shared().writeValueAsString(told.get(1)))
                .contains("\"bidder-2\"", "\"2.5\"", "\"counted\":false")
                .doesNotContain(OWNER.toString());
    }

    /** The records among them that say what happened. */
    private static List<Class<?>> events() throws IOException {
        return ModuleRecords.events().stream()
                .filter(type ->
                        type.getSimpleName()
                                .matches(
                                        ".*(ed|Running|Lost|Low|AtRisk|Withdrawn|Sold|Unsold|Overdue)"))
                .toList();
    }

    private static BidStopRequested stop(ReasonCode reason) {
        return new BidStopRequested(
                BID, ALLOCATION, OWNER, "default", reason, Duration.ofSeconds(10), 3, AT);
    }

    private static MeterExhausted exhausted(MeterExhausted.Cause cause) {
        return new MeterExhausted(ALLOCATION, BID, OWNER, cause, AT);
    }
}
