package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotPaymentOverdue;
import dev.spotdock.auctions.LotSettled;
import dev.spotdock.auctions.LotSold;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.auctions.UnsoldReason;
import java.time.Instant;
import java.util.Objects;

/** What others are told of a lot, once it is in the state that is told. */
final class LotFacts {

    private LotFacts() {}

    static LotSold sold(Lot lot, Instant at) {
        Award award = award(lot);
        return new LotSold(
                lot.lotId(),
                lot.auctionId(),
                lot.seller(),
                award.winner(),
                award.alias(),
                award.sequence(),
                award.price(),
                lot.log().lastSequence(),
                at);
    }

    static LotAwarded awarded(Lot lot, Instant at) {
        Award award = award(lot);
        return new LotAwarded(
                lot.lotId(),
                lot.auctionId(),
                lot.seller(),
                award.winner(),
                award.price(),
                lot.item(),
                award.round(),
                award.payBy(),
                at);
    }

    static LotUnsold unsold(Lot lot, Instant at) {
        UnsoldReason reason = Objects.requireNonNull(lot.unsold(), "unsold");
        return new LotUnsold(
                lot.lotId(), lot.auctionId(), lot.seller(), reason, lot.log().lastSequence(), at);
    }

    static LotPaymentOverdue overdue(Lot lot, Instant at) {
        Award award = award(lot);
        return new LotPaymentOverdue(
                lot.lotId(), lot.auctionId(), lot.seller(), award.winner(), award.round(), at);
    }

    static LotSettled settled(Lot lot, Instant at) {
        Award award = award(lot);
        return new LotSettled(
                lot.lotId(),
                lot.auctionId(),
                lot.seller(),
                award.winner(),
                award.price(),
                lot.item(),
                award.round(),
                at);
    }

    private static Award award(Lot lot) {
        return Objects.requireNonNull(lot.award(), "award");
    }
}
