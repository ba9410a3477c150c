package dev.spotdock.billing.metering;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Charges whatever is due, batch by batch, each in its own transaction. */
@Component
class MeteringLoop implements Loop {

    private final Commands commands;
    private final BillingProperties properties;
    private final Timer duration;

    MeteringLoop(Commands commands, BillingProperties properties, MeterRegistry metrics) {
        this.commands = commands;
        this.properties = properties;
        this.duration = metrics.timer("spotdock.billing.pass");
    }

    @Override
    public String name() {
        return "metering";
    }

    @Override
    public Duration interval() {
        return properties.meteringInterval();
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
    }
}
