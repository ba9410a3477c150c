package dev.spotdock.billing.wallet;

import dev.spotdock.billing.HoldExpired;
import dev.spotdock.billing.wallet.WalletChanges.Resolution;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/** Frees what was set aside for a time that is over. A capture may come first, but not later. */
@Component
class HoldExpiry implements Loop {

    // A transaction locks that many wallets at most.
    private static final int BATCH = 100;
    private static final int BATCHES_PER_RUN = 100;

    private final Commands commands;
    private final Wallets wallets;
    private final Holds holds;
    private final Events events;

    HoldExpiry(Commands commands, Wallets wallets, Holds holds, Events events) {
        this.commands = commands;
        this.wallets = wallets;
        this.holds = holds;
        this.events = events;
    }

    @Override
    public String name() {
        return "hold-expiry";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void runOnce(Instant now) {
        int batches = 0;
        while (commands.send(new ExpireHolds(now)) && batches < BATCHES_PER_RUN) {
            batches++;
        }
    }

    @CommandHandler
    Boolean handle(ExpireHolds command) {
        List<UUID> due = holds.expired(command.now(), BATCH);
        wallets.lockAll(
                holds.findAll(due).values().stream().map(Hold::accountId).distinct().toList());
        Map<UUID, Hold> locked = new HashMap<>(holds.findAll(due));
        locked.values().removeIf(hold -> hold.remaining() == 0);
        holds.resolve(
                locked.keySet().stream().map(reference -> new Resolution(reference, 0)).toList());
        wallets.change(freed(locked.values()));
        locked.forEach((reference, hold) -> announce(reference, hold, command.now()));
        return due.size() == BATCH;
    }

    private static List<WalletChange> freed(Collection<Hold> holds) {
        Map<AccountId, WalletChange> freed = new HashMap<>();
        for (Hold hold : holds) {
            WalletChange change = new WalletChange(hold.accountId(), 0, -hold.remaining());
            freed.merge(hold.accountId(), change, WalletChange::plus);
        }
        return List.copyOf(freed.values());
    }

    private void announce(UUID reference, Hold hold, Instant now) {
        events.publish(
                new HoldExpired(
                        reference, hold.accountId(), Money.ofMicros(hold.remaining()), now));
    }
}
