package dev.spotdock.billing.metering;

import dev.spotdock.billing.wallet.Wallets;
import dev.spotdock.billing.wallet.Wallets.Share;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Charges whatever is due, batch by batch, each in its own transaction. What one transaction does
 * not finish is shared among workers, by wallet.
 */
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
            if (commands.send(new MeterDue(now, Share.ALL))) {
                share(now);
            }
        });
        pause = untilNextEnd();
    }

    private void share(Instant now) {
        int workers = properties.workers();
        AtomicInteger batchesLeft = new AtomicInteger(properties.batchLimit() - 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> shares =
                    IntStream.range(0, workers)
                            .mapToObj(number -> new Share(number, workers))
                            .map(share ->
                                    CompletableFuture.runAsync(
                                            () -> pass(now, share, batchesLeft), threads))
                            .toList();
            CompletableFuture.allOf(shares.toArray(CompletableFuture[]::new)).join();
        }
    }

    private void pass(Instant now, Share share, AtomicInteger batchesLeft) {
        boolean more = true;
        while (more && batchesLeft.getAndDecrement() > 0) {
            more = commands.send(new MeterDue(now, share));
        }
    }
}
