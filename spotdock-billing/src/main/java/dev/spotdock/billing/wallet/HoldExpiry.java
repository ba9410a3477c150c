package dev.spotdock.billing.wallet;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private final WalletBook book;

    HoldExpiry(Commands commands, Wallets wallets, Holds holds, WalletBook book) {
        this.commands = commands;
        this.wallets = wallets;
        this.holds = holds;
        this.book = book;
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
        if (due.isEmpty()) {
            return false;
        }
        wallets.lockAll(List.of(), due);
        WalletChanges changes = new WalletChanges();
        holds.findAll(due)
                .forEach((reference, hold) -> {
                    if (hold.remaining() > 0) {
                        changes.expire(reference, hold, command.now());
                    }
                });
        book.write(changes, command.now());
        return due.size() == BATCH;
    }
}
