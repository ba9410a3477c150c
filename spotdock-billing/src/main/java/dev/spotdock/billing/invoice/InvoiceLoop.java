package dev.spotdock.billing.invoice;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Closes the months that are over, each wallet's in its own transaction. */
@Component
class InvoiceLoop implements Loop {

    /** Invoices are due within the hour, not within the second. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Commands commands;
    private final InvoicedWallets wallets;
    private final InvoiceProperties properties;

    InvoiceLoop(Commands commands, InvoicedWallets wallets, InvoiceProperties properties) {
        this.commands = commands;
        this.wallets = wallets;
        this.properties = properties;
    }

    @Override
    public String name() {
        return "invoices";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    /** One wallet that fails keeps no other from its invoice. */
    @Override
    public void runOnce(Instant now) {
        Instant until = Month.of(now.minus(properties.invoiceGrace())).start();
        commands.send(new PassOverIdle(until));
        RuntimeException failure = null;
        for (AccountId account : wallets.due(until, properties.invoiceBatch())) {
            try {
                close(account, until, now);
            } catch (RuntimeException e) {
                failure = first(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void close(AccountId account, Instant until, Instant now) {
        boolean more = true;
        while (more) {
            more = commands.send(new CloseMonth(account, until, now));
        }
    }

    private static RuntimeException first(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
