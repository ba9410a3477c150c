package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.money.Money;
import java.util.Optional;

/** Timed auctions' need of deposits; filled by the process package. */
public interface LotDeposits {

    /**
     * What is missing of a deposit.
     *
     * @param available what is free, less than required
     */
    record Shortage(Money required, Money available) {}

    /**
     * Holds an auction's deposit of a bidder until the auction is settled; once per auction and
     * bidder, in a transaction of its own.
     *
     * @param amount more than zero
     * @return empty if it is held
     */
    Optional<Shortage> hold(AuctionId auction, AccountId bidder, Money amount);
}
