package dev.spotdock.billing.metering;

import dev.spotdock.billing.StopMeter;
import dev.spotdock.billing.metering.rating.Metered;
import dev.spotdock.billing.metering.rating.Rated;
import dev.spotdock.billing.metering.rating.Rating;
import dev.spotdock.billing.metering.rating.WalletState;
import dev.spotdock.billing.wallet.Wallet;
import dev.spotdock.billing.wallet.Wallets;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Stops meters: to the millisecond, whether the end lies ahead of the last slice or before it. */
@Component
class MeterStop {

    private final Wallets wallets;
    private final Meters meters;
    private final RatedMeters ratedMeters;
    private final Charges charges;
    private final Reversals reversals;
    private final InstantSource clock;

    MeterStop(
            Wallets wallets,
            Meters meters,
            RatedMeters ratedMeters,
            Charges charges,
            Reversals reversals,
            InstantSource clock) {
        this.wallets = wallets;
        this.meters = meters;
        this.ratedMeters = ratedMeters;
        this.charges = charges;
        this.reversals = reversals;
        this.clock = clock;
    }

    @CommandHandler
    void handle(StopMeter command) {
        meters.payerOf(command.allocationId()).ifPresent(payer -> stop(payer, command));
    }

    /**
     * The end was observed before now, and the market's past is complete until now. (Should its
     * clock be a moment behind the observer's, the rate that it knows last goes on until the end.)
     */
    private void stop(AccountId payer, StopMeter command) {
        AllocationId allocationId = command.allocationId();
        RatedMeters.Known known = ratedMeters.ask(List.of(payer), _ -> command.endedAt());
        Wallet wallet = wallets.lockKnown(payer);
        List<Meter> running = ratedMeters.running(List.of(payer), known);
        WalletState state = WalletMeters.state(wallet.free(), running);
        Optional<Metered> stopped =
                state.meters().stream()
                        .filter(meter -> meter.allocationId().equals(allocationId))
                        .findAny();
        if (stopped.isEmpty()) {
            return; // another stop came first, while this one waited for the wallet
        }
        Metered meter = stopped.get();
        long endedAt = Math.max(meter.startedAt(), command.endedAt().toEpochMilli());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (endedAt < meter.meteredTo()) {
            reversals.reverse(wallet, meter, endedAt, now);
        } else {
            charge(wallet, state, allocationId, endedAt, now);
        }
        meters.end(allocationId);
    }

    /** The wallet's meters share its free money in the order of time: all of them are advanced. */
    private void charge(
            Wallet wallet, WalletState state, AllocationId ending, long endedAt, Instant now) {
        Rated rated = Rating.advance(state, endedAt, charges.boundaries(), ending);
        charges.book(List.of(new Charged(wallet, rated, null, null)), ending, now);
    }
}
