package dev.spotdock.billing.metering;

import dev.spotdock.billing.wallet.Wallets;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Charges whatever is due, batch by batch, each in its own transaction. */
@Component
class MeteringLoop implements Loop {

    // An end that is due but not charged yet, because prices are not complete, must not spin.
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

    private final Commands commands;
    private final BillingProperties properties;
    private final Wallets wallets;
    private final InstantSource clock;
    private final Timer duration;
    private volatile Duration pause = SHORTEST_PAUSE;

    MeteringLoop(
            Commands commands,
            BillingProperties properties,
            Wallets wallets,
            InstantSource clock,
            MeterRegistry metrics) {
        this.commands = commands;
        this.properties = properties;
        this.wallets = wallets;
        this.clock = clock;
        this.duration = metrics.timer("spotdock.billing.pass");
    }

    @Override
    public String name() {
        return "metering";
    }

    /** Until the next end of money that is known: whatever runs longer is the platform's loss. */
    @Override
    public Duration interval() {
        return pause;
    }

    private Duration untilNextEnd() {
        Duration longest = properties.meteringInterval();
        Duration pause =
                wallets.firstEnd()
                        .map(end -> Duration.between(clock.instant(), end))
                        .filter(left -> left.compareTo(longest) < 0)
                        .orElse(longest);
        return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
    }

    @Override
    public void runOnce(Instant now) {
        duration.record(() -> {
            int batches = 0;
            boolean more = true;
            while (more && batches < properties.batchLimit()) {
                more = commands.send(new MeterDue(now));
                batches++;
            }
        });
        pause = untilNextEnd();
    }
}
