package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Warns owners early (product, section 4, rule 13). Compares states instead of following prices: a
 * start or another maximum may bring a bid to its threshold as well.
 */
@Component
class RiskWarnings implements Loop {

    private final Commands commands;
    private final Pools pools;
    private final int batch;

    RiskWarnings(Commands commands, Pools pools, AuctionsProperties properties) {
        this.commands = commands;
        this.pools = pools;
        this.batch = properties.dueBatch();
    }

    @Override
    public String name() {
        return "risk-warnings";
    }

    /** A pool has at most one price a second. */
    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void runOnce(Instant now) {
        for (Pool pool : pools.all()) {
            int found = batch;
            for (int i = 0; i < BidExpiry.BATCHES_MAX && found == batch; i++) {
                found = commands.send(new DueBids.WarnOfRisk(pool.name(), now, batch));
            }
        }
    }
}
