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
        Targets targets = Targets.of(commands);
        return read(wallets.lockAll(targets.accounts, targets.payers), targets);
    }

    /** Leaves out wallets that others have locked. */
    Locked tryLock(List<? extends WalletCommand<?>> commands) {
        Targets targets = Targets.of(commands);
        return read(wallets.tryLockAll(targets.accounts, targets.payers), targets);
    }

    private Locked read(Map<AccountId, Wallet> locked, Targets targets) {
        Map<UUID, Hold> known = holds.findAll(targets.holds());
        List<UUID> resolved =
                targets.captures.stream()
                        .filter(reference ->
                                known.containsKey(reference)
                                        && known.get(reference).remaining() == 0)
                        .toList();
        return new Locked(
                locked, known, deposits.findAll(targets.deposits), purchases.of(resolved));
    }

    /**
     * What commands name.
     *
     * @param accounts whose wallets they are on
     * @param granted the references of holds that may be new
     * @param payers the references of holds whose wallets they are on
     * @param captures those of them that are to be captured
     * @param deposits the references of deposits
     */
    private record Targets(
            List<AccountId> accounts,
            List<UUID> granted,
            List<UUID> payers,
            List<UUID> captures,
            List<String> deposits) {

        static Targets of(List<? extends WalletCommand<?>> commands) {
            Targets targets =
                    new Targets(
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>());
            commands.forEach(targets::add);
            return targets;
        }

        private void add(WalletCommand<?> command) {
            switch (command) {
                case HoldFunds hold -> {
                    accounts.add(hold.accountId());
                    granted.add(hold.reference());
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

        List<UUID> holds() {
            List<UUID> all = new ArrayList<>(granted);
            all.addAll(payers);
            return all;
        }
    }
}
