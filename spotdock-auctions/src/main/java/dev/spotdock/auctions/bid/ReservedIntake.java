package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.ImageRules;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitReservedBid;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.auctions.reservation.Reservations;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes bids in that use reservations: they need no money, but a part of the block. */
@Component
class ReservedIntake {

    private static final Price NOTHING = new Price(0, Per.HOUR);

    /** Of no effect: the market's price never reaches a bid without one. */
    private static final int ALERT_PERCENT = 90;

    private final Pools pools;
    private final ImageRules images;
    private final OpenBids open;
    private final Reservations reservations;
    private final NewBids newBids;

    ReservedIntake(
            Pools pools,
            ImageRules images,
            OpenBids open,
            Reservations reservations,
            NewBids newBids) {
        this.pools = pools;
        this.images = images;
        this.open = open;
        this.reservations = reservations;
        this.newBids = newBids;
    }

    @CommandHandler
    Outcome<BidDetails, BidRejection> handle(SubmitReservedBid command) {
        String image = command.container().image();
        String objection = images.objections(Set.of(image)).get(image);
        if (objection != null) {
            return Outcome.refused(new BidRejection.ImageRefused(image, objection));
        }
        boolean withinQuota =
                !open.withinQuota(List.of(draft(command, Pools.DEFAULT, null))).isEmpty();
        Optional<Reservations.Locked> found =
                reservations.lock(command.reservationId(), command.accountId());
        if (found.isEmpty()) {
            return Outcome.refused(new BidRejection.UnknownReservation());
        }
        Reservations.Locked block = found.get();
        if (!command.at().isBefore(block.to())) {
            return Outcome.refused(new BidRejection.ReservationOver(block.to()));
        }
        if (!command.resources().fits(block.free())) {
            return Outcome.refused(new BidRejection.ReservationFull(block.free()));
        }
        if (!withinQuota) {
            return Outcome.refused(new BidRejection.QuotaUsed(open.max()));
        }
        Reserved reserved = new Reserved(command.reservationId().value(), block.from(), block.to());
        Bid bid =
                Objects.requireNonNull(
                        newBids.store(List.of(draft(command, block.pool(), reserved)))
                                .get(command.bidId()));
        return Outcome.done(Details.of(bid, null));
    }

    private Draft draft(SubmitReservedBid command, String pool, @Nullable Reserved reserved) {
        SubmitBid bid =
                new SubmitBid(
                        command.bidId(),
                        command.accountId(),
                        pool,
                        command.resources(),
                        NOTHING,
                        command.container(),
                        null,
                        command.maxRuntime(),
                        command.onEviction(),
                        null,
                        null,
                        ALERT_PERCENT,
                        null,
                        command.at());
        return Draft.of(bid, pools.rulesFor(pool), reserved);
    }
}
