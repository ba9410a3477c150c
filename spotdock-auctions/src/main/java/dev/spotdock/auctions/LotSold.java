package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;

/**
 * A lot has a winner; once per lot, also if another one gets it in the end.
 *
 * @param alias under which others see the winner in this lot
 * @param sequence of the winner's bid that counted last
 * @param bids accepted ones, valid or not
 */
public record LotSold(
        LotId lotId,
        AuctionId auctionId,
        AccountId seller,
        AccountId winner,
        String alias,
        long sequence,
        Money amount,
        long bids,
        Instant at)
        implements LotEvent {}
