package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Ends bids that have waited for as long as they wanted to. */
@Component
class BidExpiry implements Loop {

    /** Transactions per run; what is left comes with the next. */
    static final int BATCHES_MAX = 10;

    private final BidsDue due;
    private final Commands commands;
    private final int batch;

    BidExpiry(BidsDue due, Commands commands, AuctionsProperties properties) {
        this.due = due;
        this.commands = commands;
        this.batch = properties.dueBatch();
    }

    @Override
    public String name() {
        return "bid-expiry";
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(500);
    }

    @Override
    public void runOnce(Instant now) {
        for (int i = 0; i < BATCHES_MAX && due.toExpire(now); i++) {
            if (commands.send(new DueBids.ExpireBids(now, batch)) < batch) {
                return;
            }
        }
    }
}
