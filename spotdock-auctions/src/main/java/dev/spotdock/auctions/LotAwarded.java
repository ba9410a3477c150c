package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;

/**
 * A lot is offered to a winner, who has to pay: the first time with {@link LotSold}, then each time
 * one has not paid. Answered with {@link SettleLot} or {@link DefaultLot}.
 *
 * @param round 1 to 3
 * @param payBy when {@link LotPaymentOverdue} follows
 */
public record LotAwarded(
        LotId lotId,
        AuctionId auctionId,
        AccountId seller,
        AccountId winner,
        Money amount,
        LotItem item,
        int round,
        Instant payBy,
        Instant at)
        implements LotEvent {}
