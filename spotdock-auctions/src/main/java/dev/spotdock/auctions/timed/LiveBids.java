package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.timed.intake.LotClosing;
import dev.spotdock.auctions.timed.intake.LotIntake;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How bidding on lots stands now, and whether lots can be taken back. */
@Component
class LiveBids {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final LotIntake intake;

    LiveBids(LotIntake intake) {
        this.intake = intake;
    }

    /**
     * How a lot stands.
     *
     * @param price null while no bid was valid
     * @param bids accepted, counted or not
     */
    record Standing(@Nullable Money price, long bids, Instant endsAt) {}

    /** As the intake says until it is decided. */
    Standing of(Lot lot) {
        if (lot.state() == LotState.OPEN || lot.state() == LotState.CLOSING) {
            return intake.state(lot.lotId())
                    .map(now -> new Standing(now.price(), now.bids(), now.endsAt()))
                    .orElseGet(() -> new Standing(null, 0, lot.endsAt()));
        }
        Long price = lot.award() == null ? lot.price() : Long.valueOf(lot.award().amount());
        return new Standing(money(price), lot.log().lastSequence(), lot.endsAt());
    }

    private static @Nullable Money money(@Nullable Long micros) {
        return micros == null ? null : Money.ofMicros(micros);
    }

    /**
     * Lets no more bids in on any of these lots, if nobody has bid on one. A bid of the same
     * instant may be faster with one of them: those that were closed by then stay so, and are
     * unsold at their end.
     *
     * @return why not; empty: nobody has bid, nor can any more
     */
    Optional<AuctionRejection> takeBack(List<Lot> lots) {
        for (Lot lot : lots) {
            if (lot.log().stage() == IntakeStage.NONE) {
                return Optional.of(
                        new AuctionRejection.Unavailable(
                                "a lot is just being opened for bids", RETRY_AFTER));
            }
            if (of(lot).bids() > 0) {
                return Optional.of(new AuctionRejection.HasBids());
            }
        }
        for (Lot lot : lots) {
            Optional<AuctionRejection> refusal =
                    switch (intake.withdraw(lot.lotId())) {
                        case LotClosing.Sealed sealed when sealed.lastSequence() == 0 ->
                                Optional.empty();
                        case LotClosing.Sealed _, LotClosing.StillOpen _ ->
                                Optional.of(new AuctionRejection.HasBids());
                        case LotClosing.Unavailable _ ->
                                Optional.of(
                                        new AuctionRejection.Unavailable(
                                                "it cannot be known now whether there are bids",
                                                RETRY_AFTER));
                    };
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }
}
