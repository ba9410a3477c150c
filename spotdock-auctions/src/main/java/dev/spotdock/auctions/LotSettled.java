package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;

/** A lot is paid for and the winner's. Final. */
public record LotSettled(
        LotId lotId,
        AuctionId auctionId,
        AccountId seller,
        AccountId winner,
        Money amount,
        LotItem item,
        int round,
        Instant at)
        implements LotEvent {}
