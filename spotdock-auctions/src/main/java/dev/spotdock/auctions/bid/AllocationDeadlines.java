package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/**
 * Has workloads stopped that have run for as long as they asked to, or whose notice has run out:
 * never before the deadline. And lets lower maxima apply that had to wait for that long.
 */
@Component
class AllocationDeadlines implements Loop {

    private final BidsDue due;
    private final Commands commands;
    private final int batch;

    AllocationDeadlines(BidsDue due, Commands commands, AuctionsProperties properties) {
        this.due = due;
        this.commands = commands;
        this.batch = properties.dueBatch();
    }

    @Override
    public String name() {
        return "allocation-deadlines";
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(500);
    }

    @Override
    public void runOnce(Instant now) {
        if (!due.toStopOrLower(now)) {
            return;
        }
        inBatches(() -> commands.send(new DueBids.StopOverdue(now, batch)));
        inBatches(() -> commands.send(new DueBids.EvictDue(now, batch)));
        inBatches(() -> commands.send(new DueBids.LowerDue(now, batch)));
    }

    private void inBatches(IntSupplier pass) {
        int found = batch;
        for (int i = 0; i < BidExpiry.BATCHES_MAX && found == batch; i++) {
            found = pass.getAsInt();
        }
    }
}
