package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens and closes lots for bids; every step can be repeated. */
@Component
public class LotIntake {

    /**
     * Lets bids in, from now on. Call it outside of transactions, after the lot's own state is
     * committed; repeating it changes nothing.
     */
    public void open(LotOpening opening) {
        throw new UnsupportedOperationException(opening.toString());
    }

    /**
     * Closes a lot whose end has come by Redis' clock; one that is closed already stays as it is.
     *
     * @param early whether to close it although its end is still to come
     */
    public LotClosing close(LotId lot, boolean early) {
        throw new UnsupportedOperationException(lot + " " + early);
    }

    /**
     * Closes a lot that nobody has bid on.
     *
     * @return {@code Sealed} with last sequence 0 if nobody did; {@code StillOpen} if somebody has;
     *     {@code Sealed} with another if it was closed before
     */
    public LotClosing withdraw(LotId lot) {
        throw new UnsupportedOperationException(lot.toString());
    }

    /**
     * Buys a lot at its buy-now price before the first valid bid, which closes it. It is an
     * ordinary bid of that price, and wins by the ordinary determination.
     *
     * @param idempotencyKey as in {@link dev.spotdock.auctions.PlaceLotBid}
     */
    public Outcome<LotBidAccepted, LotBidRejection> buyNow(
            LotId lot, AccountId bidder, @Nullable String idempotencyKey) {
        throw new UnsupportedOperationException(lot + " " + bidder + idempotencyKey);
    }

    /** How the lot stands; empty if it was never opened. */
    public Optional<LotState> state(LotId lot) {
        throw new UnsupportedOperationException(lot.toString());
    }

    /**
     * Removes a closed lot from Redis; its bids are in PostgreSQL.
     *
     * @throws IllegalStateException if it is open, or bids are not there yet
     */
    public void forget(LotId lot) {
        throw new UnsupportedOperationException(lot.toString());
    }

    /** The account may not bid from now on, in the caller's transaction; within a second. */
    public void bar(AccountId bidder) {
        throw new UnsupportedOperationException(bidder.toString());
    }

    /** The account may bid again, in the caller's transaction; within a second. */
    public void lift(AccountId bidder) {
        throw new UnsupportedOperationException(bidder.toString());
    }
}
