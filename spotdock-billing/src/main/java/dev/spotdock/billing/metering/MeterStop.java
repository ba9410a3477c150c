package dev.spotdock.billing.metering;

import dev.spotdock.billing.StopMeter;
import dev.spotdock.billing.metering.rating.Boundaries;
import dev.spotdock.billing.metering.rating.Metered;
import dev.spotdock.billing.metering.rating.Rated;
import dev.spotdock.billing.metering.rating.Rating;
import dev.spotdock.billing.metering.rating.WalletState;
import dev.spotdock.billing.wallet.Settlement;
import dev.spotdock.billing.wallet.Wallet;
import dev.spotdock.billing.wallet.Wallets;
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
    private final Charges charges;
    private final Reversals reversals;
    private final BillingProperties properties;
    private final InstantSource clock;

    MeterStop(
            Wallets wallets,
            Meters meters,
            Charges charges,
            Reversals reversals,
            BillingProperties properties,
            InstantSource clock) {
        this.wallets = wallets;
        this.meters = meters;
        this.charges = charges;
        this.reversals = reversals;
        this.properties = properties;
        this.clock = clock;
    }

    @CommandHandler
    void handle(StopMeter command) {
        Optional<Wallet> payer = meters.payerOf(command.allocationId()).map(wallets::lockKnown);
        if (payer.isPresent()) {
            stop(payer.get(), command);
        }
    }

    private void stop(Wallet wallet, StopMeter command) {
        AllocationId allocationId = command.allocationId();
        List<Meter> running = meters.running(List.of(wallet.accountId()));
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
        Boundaries boundaries = Boundaries.every(properties.slice());
        Rated rated = Rating.advance(state, endedAt, boundaries, ending);
        charges.book(List.of(new Charged(wallet, rated, Settlement.SOON)), ending, now);
    }
}
