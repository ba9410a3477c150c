package dev.spotdock.auctions.timed;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/**
 * Opens auctions when they start, and takes each lot through its end: no more bids, all of them
 * stored, the winner determined, forgotten by Redis. One step at a time, each of which is stored
 * before the next and can be repeated; so several instances, a restart, or a clock that jumps do no
 * harm. When a lot ends, Redis' clock decides; this one only says when to ask.
 */
@Component
class AuctionClock implements Loop {

    static final String NAME = "auction-clock";

    private final Commands commands;
    private final Lots lots;
    private final DueLotSteps steps;
    private final TimedProperties.Clock properties;

    AuctionClock(Commands commands, Lots lots, DueLotSteps steps, TimedProperties properties) {
        this.commands = commands;
        this.lots = lots;
        this.steps = steps;
        this.properties = properties.clock();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return properties.interval();
    }

    @Override
    public void runOnce(Instant now) {
        int limit = properties.batch();
        inBatches(() -> commands.send(new DueLots.OpenDue(now, limit)));
        try {
            takeOnLots(now);
        } finally {
            // Also while Redis is away: what is decided already does not need it.
            inBatches(() -> commands.send(new DueLots.FinishAuctions(now, limit)));
            inBatches(() -> commands.send(new DueLots.TellOverdue(now, limit)));
        }
    }

    /** A lot whose step is stored may be due for its next one at once. */
    private void takeOnLots(Instant now) {
        Instant until = now.plus(properties.claim());
        for (int i = 0; i < properties.batchesPerRun(); i++) {
            List<Lot> due = lots.claim(now, until, properties.batch());
            if (due.isEmpty()) {
                return;
            }
            steps.take(due, now);
        }
    }

    private void inBatches(IntSupplier pass) {
        int found = properties.batch();
        for (int i = 0; i < properties.batchesPerRun() && found == properties.batch(); i++) {
            found = pass.getAsInt();
        }
    }
}
