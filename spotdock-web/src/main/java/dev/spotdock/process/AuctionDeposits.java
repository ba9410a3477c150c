package dev.spotdock.process;

import dev.spotdock.auctions.LotDeposits;
import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.HoldInGroup;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.message.DatabasePulse;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** Deposits of auctions, kept in billing as a group of holds. */
@Component
class AuctionDeposits implements LotDeposits {

    private final Commands commands;
    private final InstantSource clock;
    private final DatabasePulse pulse;

    /** Commands lazily: the intake that asks is made before the bus. */
    AuctionDeposits(@Lazy Commands commands, InstantSource clock, DatabasePulse pulse) {
        this.commands = commands;
        this.clock = clock;
        this.pulse = pulse;
    }

    @Override
    public Optional<Shortage> hold(AuctionId auction, AccountId bidder, Money amount) {
        if (!pulse.answers()) { // bids are taken without PostgreSQL: nobody waits for it
            throw new DataAccessResourceFailureException("PostgreSQL does not answer");
        }
        Outcome<Money, BillingRejection> outcome =
                commands.send(new HoldInGroup(auction.value(), bidder, amount, clock.instant()));
        return switch (outcome) {
            case Outcome.Done<Money, BillingRejection> _ -> Optional.empty();
            case Outcome.Refused<Money, BillingRejection>(BillingRejection rejection) ->
                    Optional.of(shortage(amount, rejection));
        };
    }

    /** An account without a wallet has no money. */
    private static Shortage shortage(Money amount, BillingRejection rejection) {
        return switch (rejection) {
            case BillingRejection.InsufficientFunds(Money required, Money available) ->
                    new Shortage(required, available);
            case BillingRejection.UnknownWallet() -> new Shortage(amount, Money.ZERO);
            case BillingRejection.ReferenceReused _, BillingRejection.BalanceTooHigh _ ->
                    throw new IllegalStateException("no hold: " + rejection.message());
        };
    }
}
