package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.auctions.pool.Pools;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Why a lot may not be added to an auction, before anything is taken for it. */
@Component
class LotChecks {

    private final Pools pools;
    private final TimedProperties properties;

    LotChecks(Pools pools, TimedProperties properties) {
        this.pools = pools;
        this.properties = properties;
    }

    /**
     * Checks everything but whether the item can be taken.
     *
     * @param vehicle the seller's that the command names; null: it names none of them
     */
    Optional<AuctionRejection> refusal(
            AddLot command, Auction auction, @Nullable VehicleDetails vehicle) {
        Optional<AuctionRejection.InvalidInput> invalid = mistakes(command, auction, vehicle);
        if (invalid.isPresent()) {
            return Optional.of(invalid.get());
        }
        if (auction.state() != AuctionState.DRAFT) {
            return Optional.of(new AuctionRejection.WrongAuctionState(auction.state(), "a draft"));
        }
        return auction.lots() >= properties.lotsPerAuction()
                ? Optional.of(new AuctionRejection.TooManyLots(properties.lotsPerAuction()))
                : Optional.empty();
    }

    /** The part of it that is about the command alone. */
    Optional<AuctionRejection.InvalidInput> mistakes(
            AddLot command, Auction auction, @Nullable VehicleDetails vehicle) {
        Mistakes mistakes = new Mistakes();
        LotInput.checkPrices(command, mistakes);
        CapacityBlock block = command.item().capacityBlock();
        if (block == null) {
            mistakes.expect(
                    vehicle != null, "item.vehicleId", "must be one of the seller's vehicles");
        } else {
            mistakes.expect(
                    pools.find(block.pool()).isPresent(),
                    "item.capacityBlock.pool",
                    "must be a pool; there is none of this name");
            Instant earliest = auction.endsAtLatest().plus(properties.paymentDeadline());
            LotInput.checkBlock(block, earliest, mistakes);
        }
        return mistakes.refusal();
    }
}
