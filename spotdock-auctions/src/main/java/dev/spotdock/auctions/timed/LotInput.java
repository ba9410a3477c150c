package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.AuctionLimits;
import dev.spotdock.auctions.BidLimits;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;

/** What a lot must be like. */
final class LotInput {

    private static final String BLOCK = "item.capacityBlock.";

    private LotInput() {}

    /** Whether its prices make sense. */
    static void checkPrices(AddLot command, Mistakes mistakes) {
        mistakes.amount("startingPrice", command.startingPrice());
        mistakes.amount("increment", command.increment());
        Money reserve = command.reservePrice();
        mistakes.amount("reservePrice", reserve);
        mistakes.expect(
                reserve == null || reserve.compareTo(command.startingPrice()) >= 0,
                "reservePrice",
                "must be at least startingPrice");
        Money buyNow = command.buyNowPrice();
        mistakes.amount("buyNowPrice", buyNow);
        if (buyNow != null) {
            mistakes.expect(
                    buyNow.compareTo(command.startingPrice()) > 0,
                    "buyNowPrice",
                    "must be more than startingPrice");
            mistakes.expect(
                    reserve == null || buyNow.compareTo(reserve) > 0,
                    "buyNowPrice",
                    "must be more than reservePrice");
        }
    }

    /**
     * Whether a block can be sold in time.
     *
     * @param earliest when its winner has paid at the latest
     */
    static void checkBlock(CapacityBlock block, Instant earliest, Mistakes mistakes) {
        Resources resources = block.resources();
        mistakes.expect(
                resources.cpuMillis() >= BidLimits.CPU_MILLIS_MIN
                        && resources.cpuMillis() <= BidLimits.CPU_MILLIS_MAX,
                BLOCK + "resources.cpu",
                "must be %dm to %dm".formatted(BidLimits.CPU_MILLIS_MIN, BidLimits.CPU_MILLIS_MAX));
        mistakes.expect(
                resources.memoryMiB() >= BidLimits.MEMORY_MIB_MIN
                        && resources.memoryMiB() <= BidLimits.MEMORY_MIB_MAX,
                BLOCK + "resources.memory",
                "must be %dMi to %dMi"
                        .formatted(BidLimits.MEMORY_MIB_MIN, BidLimits.MEMORY_MIB_MAX));
        mistakes.expect(
                resources.gpus() <= BidLimits.GPUS_MAX,
                BLOCK + "resources.gpu",
                "must be at most %d".formatted(BidLimits.GPUS_MAX));
        mistakes.expect(
                !block.from().isBefore(earliest),
                BLOCK + "from",
                ("must be at or after %s, when the auction has ended, extensions included, and the"
                                + " winner has paid")
                        .formatted(earliest));
        mistakes.expect(
                Duration.between(earliest, block.from()).compareTo(AuctionLimits.AHEAD_MAX) <= 0,
                BLOCK + "from",
                "must be at most %d days after that".formatted(AuctionLimits.AHEAD_MAX.toDays()));
        Duration length = Duration.between(block.from(), block.to());
        mistakes.expect(length.toMillis() > 0, BLOCK + "to", "must be after from");
        mistakes.expect(
                length.compareTo(AuctionLimits.AHEAD_MAX) <= 0,
                BLOCK + "to",
                "must be at most %d days after from".formatted(AuctionLimits.AHEAD_MAX.toDays()));
    }
}
