package dev.spotdock.billing.metering;

import dev.spotdock.billing.metering.rating.Boundaries;
import dev.spotdock.billing.metering.rating.Metered;
import dev.spotdock.billing.metering.rating.Rated;
import dev.spotdock.billing.metering.rating.Rating;
import dev.spotdock.billing.metering.rating.WalletState;
import dev.spotdock.billing.wallet.Wallet;
import dev.spotdock.billing.wallet.Wallets;
import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Charges one batch of wallets: lock, read, rate, book. */
@Component
class MeteringPass {

    private final Wallets wallets;
    private final Meters meters;
    private final Charges charges;
    private final BillingProperties properties;

    MeteringPass(Wallets wallets, Meters meters, Charges charges, BillingProperties properties) {
        this.wallets = wallets;
        this.meters = meters;
        this.charges = charges;
        this.properties = properties;
    }

    @CommandHandler
    Boolean handle(MeterDue command) {
        List<Wallet> due = wallets.lockDue(command.now(), properties.walletBatch());
        Map<AccountId, List<Meter>> running =
                meters.running(due.stream().map(Wallet::accountId).toList()).stream()
                        .collect(Collectors.groupingBy(Meter::accountId));
        List<Charged> charged = new ArrayList<>();
        boolean more = due.size() == properties.walletBatch();
        for (Wallet wallet : due) {
            List<Meter> metersOfWallet = running.getOrDefault(wallet.accountId(), List.of());
            Charged charge = charge(wallet, metersOfWallet, command.now());
            charged.add(charge);
            more |= charge.checkAt() != null && !charge.checkAt().isAfter(command.now());
        }
        charges.book(charged, null, command.now());
        return more;
    }

    private Charged charge(Wallet wallet, List<Meter> running, Instant now) {
        WalletState state = WalletMeters.state(wallet.free(), running);
        Boundaries boundaries = Boundaries.every(properties.slice());
        Rated rated = Rating.advance(state, horizon(state, now), boundaries, null);
        return new Charged(wallet, rated, instant(Rating.nextLook(rated.after(), boundaries)));
    }

    /** Now, or as far as the meter that is furthest behind may be brought at once. */
    private long horizon(WalletState state, Instant now) {
        long atOnce = properties.slice().multipliedBy(properties.catchUpSlices()).toMillis();
        return state.meters().stream()
                .mapToLong(Metered::meteredTo)
                .map(meteredTo -> meteredTo + atOnce)
                .reduce(now.toEpochMilli(), Math::min);
    }

    private static @Nullable Instant instant(OptionalLong millis) {
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
    }
}
