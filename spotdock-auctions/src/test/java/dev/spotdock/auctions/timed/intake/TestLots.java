package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Lots and bids of tests; every id is new. */
final class TestLots {

    static final AccountId SELLER = new AccountId(new UUID(3, 3));
    static final LotTerms TERMS = new LotTerms(100, 10, null, null);
    static final LotTerms BUYABLE = new LotTerms(100, 10, null, 500L);

    private static final AtomicLong IDS = new AtomicLong(System.nanoTime());

    private TestLots() {}

    static LotId lot() {
        return new LotId(id());
    }

    static UUID id() {
        return new UUID(11, IDS.incrementAndGet());
    }

    static AccountId bidder(int number) {
        return new AccountId(new UUID(5, number));
    }

    /** Ends in an hour. */
    static LotOpening opening() {
        return opening(TERMS, Duration.ofHours(1));
    }

    static LotOpening opening(LotTerms terms, Duration endsIn) {
        return new LotOpening(
                lot(),
                new AuctionId(id()),
                SELLER,
                terms,
                Instant.ofEpochMilli(System.currentTimeMillis()).plus(endsIn),
                null,
                null);
    }

    static LotOpening with(LotOpening opening, AntiSniping antiSniping) {
        return new LotOpening(
                opening.lotId(),
                opening.auctionId(),
                opening.seller(),
                opening.terms(),
                opening.endsAt(),
                antiSniping,
                opening.deposit());
    }

    static LotOpening with(LotOpening opening, Money deposit) {
        return new LotOpening(
                opening.lotId(),
                opening.auctionId(),
                opening.seller(),
                opening.terms(),
                opening.endsAt(),
                opening.antiSniping(),
                deposit);
    }

    static LotBidCall bid(LotId lot, AccountId bidder, long amount, long maximum) {
        return new LotBidCall(
                lot, id(), bidder, new LotBidCall.Offer(amount, maximum), null, false, false);
    }

    static LotBidCall bid(LotId lot, AccountId bidder, long amount) {
        return bid(lot, bidder, amount, amount);
    }

    static LotBidCall keyed(LotBidCall bid, String key) {
        return new LotBidCall(
                bid.lot(), id(), bid.bidder(), bid.offer(), key, bid.barred(), bid.depositHeld());
    }

    static LotBidCall purchase(LotId lot, AccountId bidder) {
        return new LotBidCall(lot, id(), bidder, null, null, false, false);
    }
}
