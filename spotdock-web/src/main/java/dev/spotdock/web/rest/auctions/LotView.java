package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.UnsoldReason;
import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.ResourcesView;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A lot. */
@Schema(name = "Lot")
record LotView(
        UUID id,
        UUID auctionId,
        LotState state,
        @Schema(description = "for the seller and operators; null for others")
                @Nullable UUID sellerId,
        ItemView item,
        AmountView startingPrice,
        AmountView increment,
        @Schema(description = "for the seller and operators; null for others, and if there is none")
                @Nullable AmountView reservePrice,
        @Nullable AmountView buyNowPrice,
        @Schema(description = "the price; null while no bid was valid")
                @Nullable AmountView currentHighest,
        @Schema(description = "accepted ones, valid or not") long bidCount,
        @Schema(description = "what moved it is in it") Instant endsAt,
        @Schema(description = "once it is closed and sold") @Nullable WinnerView winner,
        @Schema(example = "reserve-not-met", description = "null unless unsold or withdrawn")
                @Nullable String unsoldReason,
        @Schema(
                        description =
                                "closing, and waiting for an operator, because acknowledged bids"
                                        + " are lost")
                boolean held,
        @Schema(description = "of settlement, from 1; 0 before") int round,
        @Schema(description = "grows with every change but bids") long version) {

    /** What it sells: one of the two. */
    @Schema(name = "LotItem")
    record ItemView(
            @Nullable UUID vehicleId,
            @Nullable VehicleView vehicle,
            @Nullable BlockView capacityBlock) {

        private static ItemView of(LotDetails lot) {
            VehicleId vehicleId = lot.item().vehicleId();
            VehicleDetails vehicle = lot.vehicle();
            CapacityBlock block = lot.item().capacityBlock();
            return new ItemView(
                    vehicleId == null ? null : vehicleId.value(),
                    vehicle == null ? null : VehicleView.of(vehicle),
                    block == null
                            ? null
                            : new BlockView(
                                    block.pool(),
                                    ResourcesView.of(block.resources()),
                                    block.from(),
                                    block.to()));
        }
    }

    /** Capacity of one node for a time. */
    @Schema(name = "CapacityBlock")
    record BlockView(
            @Schema(example = "default") String pool,
            ResourcesView resources,
            Instant from,
            Instant to) {}

    /** Who gets it. */
    @Schema(name = "LotWinner")
    record WinnerView(
            @Schema(example = "bidder-2") String alias,
            @Schema(description = "of the bid that counted last") long sequence,
            AmountView amount) {}

    static LotView of(LotDetails lot, Caller caller, SiteCurrency site) {
        boolean named = caller.isOperator() || caller.accountId().equals(lot.seller());
        LotDetails.Winner winner = lot.winner();
        UnsoldReason unsold = lot.unsold();
        return new LotView(
                lot.lotId().value(),
                lot.auctionId().value(),
                lot.state(),
                named ? lot.seller().value() : null,
                ItemView.of(lot),
                site.amount(lot.startingPrice()),
                site.amount(lot.increment()),
                amount(lot.reservePrice(), site),
                amount(lot.buyNowPrice(), site),
                amount(lot.currentHighest(), site),
                lot.bidCount(),
                lot.endsAt(),
                winner == null
                        ? null
                        : new WinnerView(
                                winner.alias(), winner.sequence(), site.amount(winner.amount())),
                unsold == null ? null : unsold.wireName(),
                lot.held(),
                lot.round(),
                lot.version());
    }

    private static @Nullable AmountView amount(@Nullable Money money, SiteCurrency site) {
        return money == null ? null : site.amount(money);
    }
}
