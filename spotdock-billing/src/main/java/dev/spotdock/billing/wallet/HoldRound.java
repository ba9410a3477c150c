package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Decides on holds one after the other, against wallets that are locked. */
final class HoldRound {

    private final Map<AccountId, Wallet> wallets;
    private final Map<UUID, Hold> known;
    private final List<HoldFunds> granted = new ArrayList<>();
    private final Map<AccountId, Long> taken = new HashMap<>();

    /**
     * @param known holds that exist already, by reference
     */
    HoldRound(Map<AccountId, Wallet> wallets, Map<UUID, Hold> known) {
        this.wallets = wallets;
        this.known = new HashMap<>(known);
    }

    Outcome<Money, BillingRejection> decide(HoldFunds wanted) {
        long amount = wanted.amount().micros();
        if (amount <= 0) {
            throw new IllegalArgumentException("a hold is more than zero: " + wanted.amount());
        }
        Wallet wallet = wallets.get(wanted.accountId());
        if (wallet == null) {
            return Outcome.refused(new BillingRejection.UnknownWallet());
        }
        Hold earlier = known.get(wanted.reference());
        if (earlier != null) {
            return repeated(wanted, earlier);
        }
        long free = wallet.free() - taken.getOrDefault(wanted.accountId(), 0L);
        if (free < amount) {
            return Outcome.refused(
                    new BillingRejection.InsufficientFunds(wanted.amount(), Money.ofMicros(free)));
        }
        granted.add(wanted);
        known.put(wanted.reference(), new Hold(wanted.accountId(), amount, wanted.expiresAt()));
        taken.merge(wanted.accountId(), amount, Math::addExact);
        return Outcome.done(wanted.amount());
    }

    private static Outcome<Money, BillingRejection> repeated(HoldFunds wanted, Hold earlier) {
        if (!earlier.accountId().equals(wanted.accountId())) {
            throw new IllegalStateException("hold " + wanted.reference() + " is on another wallet");
        }
        return Outcome.done(Money.ofMicros(earlier.remaining()));
    }

    /** The new holds. */
    List<HoldFunds> granted() {
        return List.copyOf(granted);
    }

    /** What they take of each wallet's free money. */
    Map<AccountId, Long> taken() {
        return Map.copyOf(taken);
    }
}
