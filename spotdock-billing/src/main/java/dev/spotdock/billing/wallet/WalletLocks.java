package dev.spotdock.billing.wallet;

import dev.spotdock.billing.CaptureHold;
import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.billing.WalletCommand;
import dev.spotdock.billing.ledger.Purchases;
import dev.spotdock.kernel.id.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Locks the wallets of commands, and reads what the commands are decided on. */
@Component
class WalletLocks {

    private final Wallets wallets;
    private final Holds holds;
    private final Deposits deposits;
    private final Purchases purchases;

    WalletLocks(Wallets wallets, Holds holds, Deposits deposits, Purchases purchases) {
        this.wallets = wallets;
        this.holds = holds;
        this.deposits = deposits;
        this.purchases = purchases;
    }

    /** Waits for wallets that others have locked. */
    Locked await(List<? extends WalletCommand<?>> commands) {
        Targets targets = new Targets(commands);
        return read(wallets.lockAll(targets.accounts, targets.payers), targets);
    }

    /** Leaves out wallets that others have locked. */
    Locked tryLock(List<? extends WalletCommand<?>> commands) {
        Targets targets = new Targets(commands);
        return read(wallets.tryLockAll(targets.accounts, targets.payers), targets);
    }

    private Locked read(Map<AccountId, Wallet> locked, Targets targets) {
        Map<UUID, Hold> known = holds.findAll(targets.holds);
        List<UUID> resolved =
                targets.captures.stream()
                        .filter(reference -> isResolved(known.get(reference)))
                        .toList();
        return new Locked(
                locked, known, deposits.findAll(targets.deposits), purchases.of(resolved));
    }

    private static boolean isResolved(@Nullable Hold hold) {
        return hold != null && hold.remaining() == 0;
    }

    /** What commands name. */
    private static final class Targets {

        /** Whose wallets they are on. */
        private final List<AccountId> accounts = new ArrayList<>();

        /** The references of holds whose wallets they are on. */
        private final List<UUID> payers = new ArrayList<>();

        /** Those of them that are to be captured. */
        private final List<UUID> captures = new ArrayList<>();

        /** The references of all holds, also of those that may be new. */
        private final List<UUID> holds = new ArrayList<>();

        /** The references of deposits. */
        private final List<String> deposits = new ArrayList<>();

        Targets(List<? extends WalletCommand<?>> commands) {
            commands.forEach(this::add);
            holds.addAll(payers);
        }

        private void add(WalletCommand<?> command) {
            switch (command) {
                case HoldFunds hold -> {
                    accounts.add(hold.accountId());
                    holds.add(hold.reference());
                }
                case Deposit deposit -> {
                    accounts.add(deposit.accountId());
                    deposits.add(deposit.reference());
                }
                case CaptureHold capture -> {
                    payers.add(capture.reference());
                    captures.add(capture.reference());
                }
                case ReleaseHold release -> payers.add(release.reference());
            }
        }
    }
}
