package dev.spotdock.billing.metering;

import dev.spotdock.billing.metering.rating.Ends;
import dev.spotdock.billing.metering.rating.Rated;
import dev.spotdock.billing.metering.rating.Rating;
import dev.spotdock.billing.metering.rating.WalletState;
import dev.spotdock.billing.wallet.Settlement.Outlook;
import dev.spotdock.billing.wallet.Wallet;
import dev.spotdock.billing.wallet.Wallets;
import dev.spotdock.kernel.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Charges one batch of wallets: ask the market, lock, read, rate, book. Nothing is charged beyond
 * the instant until which the market's past is complete.
 */
@Component
class MeteringPass {

    private final Wallets wallets;
    private final RatedMeters meters;
    private final Charges charges;
    private final BillingProperties properties;

    MeteringPass(
            Wallets wallets, RatedMeters meters, Charges charges, BillingProperties properties) {
        this.wallets = wallets;
        this.meters = meters;
        this.charges = charges;
        this.properties = properties;
    }

    @CommandHandler
    Boolean handle(MeterDue command) {
        List<Wallets.Due> all =
                wallets.due(command.share(), command.now(), properties.walletBatch());
        if (all.isEmpty()) {
            return false;
        }
        Batch batch = Batch.of(all, properties.meterBatch());
        List<AccountId> accounts = batch.accounts();
        Duration atOnce = properties.slice().multipliedBy(slicesAtOnce(batch));
        RatedMeters.Known known =
                meters.ask(accounts, hindmost -> earlier(command.now(), after(hindmost, atOnce)));
        Instant complete = earlier(command.now(), known.completeUntil());
        List<Wallet> due = wallets.lockDue(accounts, complete);
        Map<AccountId, List<Meter>> running =
                meters.running(due.stream().map(Wallet::accountId).toList(), known).stream()
                        .collect(Collectors.groupingBy(Meter::accountId));
        Instant to = earlier(complete, known.until());
        List<Charged> charged = new ArrayList<>();
        boolean more = accounts.size() < all.size() || all.size() == properties.walletBatch();
        for (Wallet wallet : due) {
            List<Meter> metersOfWallet = running.getOrDefault(wallet.accountId(), List.of());
            Charged charge = charge(wallet, metersOfWallet, to, command.now());
            charged.add(charge);
            more |= isDue(charge.outlook(), complete);
        }
        charges.book(charged, null, command.now());
        return more;
    }

    private Charged charge(Wallet wallet, List<Meter> running, Instant to, Instant now) {
        WalletState state = WalletMeters.state(wallet.free(), running);
        Rated rated = Rating.advance(state, to.toEpochMilli(), charges.boundaries(), null);
        Ends ends = Rating.ends(rated.after());
        OptionalLong next = Rating.nextLook(rated.after(), charges.boundaries(), ends);
        Outlook outlook =
                Outlooks.of(instant(next), ends, wallet.lowAt(), now, properties.lowAhead());
        boolean isNews = wallet.lowAt() == null && outlook.lowAt() != null;
        return new Charged(wallet, rated, outlook, isNews ? ends.empty() : null);
    }

    private static boolean isDue(@Nullable Outlook outlook, Instant at) {
        Instant checkAt = outlook == null ? null : outlook.checkAt();
        return checkAt != null && !checkAt.isAfter(at);
    }

    /** After a pause of the whole system, so many slices that the transaction stays bounded. */
    private int slicesAtOnce(Batch batch) {
        int each = properties.sliceBatch() / Math.max(1, batch.meters());
        return Math.clamp(each, 1, properties.catchUpSlices());
    }

    /** As far as the meter that is furthest behind may be brought at once. */
    private static Instant after(Instant hindmost, Duration atOnce) {
        return hindmost.equals(Instant.MAX) ? hindmost : hindmost.plus(atOnce);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant instant(OptionalLong millis) {
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
    }
}
