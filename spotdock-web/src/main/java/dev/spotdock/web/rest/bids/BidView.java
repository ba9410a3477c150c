package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.Reason;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.ResourcesView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bid as its owner sees it. */
@Schema(name = "Bid")
record BidView(
        UUID id,
        @Schema(example = "default") String pool,
        BidStatus status,
        ReasonView reason,
        ResourcesView resources,
        long milliSlots,
        int surchargePercent,
        PriceView maxPrice,
        PriceView unitPrice,
        @Schema(description = "what competes: the unit price less the surcharge")
                PriceView effectiveUnitPrice,
        @Schema(description = "whose capacity it uses, at no price; null: it is the market's")
                @Nullable UUID reservation,
        @Schema(description = "a lower price that does not apply yet")
                @Nullable LoweredView lowered,
        @Schema(description = "while it waits: the lowest price at which it would run now, if any")
                @Nullable PriceView runsNowAt,
        boolean atRisk,
        @Nullable StopsAtView stopsAt,
        ContainerView container,
        @Schema(type = "string", format = "duration", example = "PT1H") @Nullable Duration validFor,
        @Schema(type = "string", format = "duration", example = "PT2H")
                @Nullable Duration maxRuntime,
        @Schema(allowableValues = {"requeue", "terminate"}) String onEviction,
        @Schema(type = "string", format = "duration", example = "PT30S") Duration notice,
        @Schema(type = "string", format = "duration", example = "PT1M") Duration minRun,
        @Schema(example = "0.9") BigDecimal alertAt,
        @Nullable AmountView budget,
        Instant submittedAt,
        @Nullable Instant expiresAt,
        @Nullable AllocationView allocation,
        @Schema(description = "set while an eviction is noticed") @Nullable EvictionView eviction,
        AmountView charged,
        int attempts,
        long version) {

    /**
     * Shows a bid.
     *
     * @param charges of this bid, by allocation
     * @param runsNowAt null: nobody asked, it does not wait, or no price would do
     */
    static BidView of(
            BidDetails bid,
            Map<AllocationId, Money> charges,
            @Nullable PriceView runsNowAt,
            SiteCurrency site) {
        Money charged = charges.values().stream().reduce(Money.ZERO, Money::plus);
        BidDetails.StopsAt stopsAt = bid.stopsAt();
        Money budget = bid.budget();
        ReservationId reservation = bid.reservationId();
        return new BidView(
                bid.bidId().value(),
                bid.pool(),
                bid.status(),
                ReasonView.of(bid.reason()),
                ResourcesView.of(bid.resources()),
                bid.milliSlots(),
                bid.surchargePercent(),
                site.price(bid.maxPrice()),
                site.perSlotHour(bid.unitPrice()),
                site.perSlotHour(bid.effectiveUnitPrice()),
                reservation == null ? null : reservation.value(),
                LoweredView.of(bid, site),
                runsNowAt,
                bid.atRisk(),
                stopsAt == null ? null : new StopsAtView(stopsAt.at(), stopsAt.why().wireName()),
                ContainerView.of(bid.container()),
                bid.validFor(),
                bid.maxRuntime(),
                bid.onEviction().name().toLowerCase(Locale.ROOT),
                bid.notice(),
                bid.minRun(),
                BigDecimal.valueOf(bid.alertPercent(), 2).stripTrailingZeros(),
                budget == null ? null : site.amount(budget),
                bid.submittedAt(),
                bid.expiresAt(),
                AllocationView.of(bid, charges, site),
                EvictionView.of(bid, site),
                site.amount(charged),
                bid.attempts(),
                bid.version());
    }

    @Schema(name = "BidReason")
    record ReasonView(
            @Schema(example = "awaiting-capacity") String code,
            String message,
            Instant at,
            @Schema(description = "when something happens by itself") @Nullable Instant next) {

        static ReasonView of(Reason reason) {
            return new ReasonView(
                    reason.code().wireName(), reason.message(), reason.at(), reason.next());
        }
    }

    @Schema(name = "LoweredPrice")
    record LoweredView(
            PriceView effectiveUnitPrice,
            @Schema(description = "null: once it has started and run for its minimum")
                    @Nullable Instant from) {

        static @Nullable LoweredView of(BidDetails bid, SiteCurrency site) {
            BidDetails.Lowered lowered = bid.lowered();
            return lowered == null
                    ? null
                    : new LoweredView(
                            site.perSlotHour(lowered.effectiveUnitPrice()), lowered.from());
        }
    }

    @Schema(name = "StopsAt")
    record StopsAtView(Instant at, @Schema(example = "max-runtime") String why) {}

    @Schema(name = "Container")
    record ContainerView(String image, List<String> command, Map<String, String> env) {

        static ContainerView of(ContainerSpec container) {
            return new ContainerView(
                    container.image(), container.command(), new TreeMap<>(container.env()));
        }

        /** Names the image only: command and variables may carry secrets. */
        @Override
        public String toString() {
            return "ContainerView[%s]".formatted(image);
        }
    }

    @Schema(name = "Eviction")
    record EvictionView(
            Instant noticedAt,
            Instant deadline,
            String reason,
            PriceView ownUnitPrice,
            @Nullable PriceView winningUnitPrice) {

        static @Nullable EvictionView of(BidDetails bid, SiteCurrency site) {
            BidDetails.Eviction eviction = bid.eviction();
            if (eviction == null) {
                return null;
            }
            Long winning = eviction.winningUnitPrice();
            return new EvictionView(
                    eviction.noticedAt(),
                    eviction.deadline(),
                    eviction.reason().wireName(),
                    site.perSlotHour(eviction.ownUnitPrice()),
                    winning == null ? null : site.perSlotHour(winning));
        }
    }
}
