package dev.spotdock.billing.ledger;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Seals what was written to the journal, without a lock that a writer waits for.
 *
 * <p>Positions are given before transactions commit, so a line may still appear below the last one
 * that is seen. Whoever writes lines has locked a wallet before and so is a transaction with an id:
 * once all that had one when a line was seen have ended, nothing appears below that line any more.
 * What was seen is remembered only here; another process starts anew.
 */
@Component
class Sealer implements Loop {

    // What one run seals; the next goes on.
    private static final int SEALS_PER_RUN = 100;

    private final Commands commands;
    private final Seals seals;
    private final LedgerProperties properties;
    private @Nullable Horizon seen;

    Sealer(Commands commands, Seals seals, LedgerProperties properties) {
        this.commands = commands;
        this.seals = seals;
        this.properties = properties;
    }

    @Override
    public String name() {
        return "sealer";
    }

    @Override
    public Duration interval() {
        return properties.sealInterval();
    }

    @Override
    public void runOnce(Instant now) {
        if (seen != null && seals.isComplete(seen)) {
            sealUpTo(seen.position(), now);
            seen = null;
        }
        if (seen == null) {
            seen = seals.horizon();
        }
    }

    private void sealUpTo(long position, Instant now) {
        int sealed = 0;
        while (commands.send(new SealLines(position, now)) && sealed < SEALS_PER_RUN) {
            sealed++;
        }
    }
}
