package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.LotDetails;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;

/**
 * To whom a lot is offered.
 *
 * @param alias under which others see the winner in this lot
 * @param sequence of the winner's bid that counted last
 * @param amount micro-units
 * @param round of settlement, from 1
 */
record Award(AccountId winner, String alias, long sequence, long amount, int round, Instant payBy) {

    Money price() {
        return Money.ofMicros(amount);
    }

    LotDetails.Winner shown() {
        return new LotDetails.Winner(alias, sequence, price());
    }
}
