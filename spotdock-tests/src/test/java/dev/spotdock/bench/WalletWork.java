package dev.spotdock.bench;

import dev.spotdock.billing.CaptureHold;
import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.OpenWallet;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * One thread's commands: a hold that is captured, a hold that is released, two deposits; each on a
 * wallet chosen at random.
 */
final class WalletWork implements ClosedLoop.Client {

    private static final Money AMOUNT = Money.ofMicros(1000);
    private static final Money PART = Money.ofMicros(600);
    private static final Money FEE = Money.ofMicros(60);
    private static final Money START = Money.ofMicros(1_000_000_000);
    private static final AccountId SELLER = new AccountId(new UUID(9, 9));
    static final int STEPS = 6;

    private final Commands commands;
    private final List<AccountId> wallets;
    private final Random random;
    private UUID reference = new UUID(0, 0);
    private int done;

    WalletWork(Commands commands, List<AccountId> wallets, int seed) {
        this.commands = commands;
        this.wallets = wallets;
        this.random = new Random(seed);
    }

    static void open(Commands commands, List<AccountId> wallets) {
        for (AccountId wallet : wallets) {
            commands.send(new OpenWallet(wallet, now()));
            done(commands.send(new Deposit(wallet, START, "first of " + wallet, now())));
        }
    }

    @Override
    public void operate() {
        switch (done++ % STEPS) {
            case 0, 2 -> hold();
            case 1 -> done(commands.send(new CaptureHold(reference, SELLER, PART, FEE, now())));
            case 3 -> commands.send(new ReleaseHold(reference));
            default ->
                    done(
                            commands.send(
                                    new Deposit(any(), PART, UUID.randomUUID().toString(), now())));
        }
    }

    /** Leaves no hold behind. */
    void finish() {
        commands.send(new ReleaseHold(reference));
    }

    private void hold() {
        reference = UUID.randomUUID();
        done(commands.send(new HoldFunds(any(), reference, AMOUNT)));
    }

    private AccountId any() {
        return wallets.get(random.nextInt(wallets.size()));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void done(Outcome<?, ?> outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("expected it done, but it is " + outcome);
        }
    }
}
