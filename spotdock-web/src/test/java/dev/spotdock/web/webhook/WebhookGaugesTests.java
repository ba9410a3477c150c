package dev.spotdock.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhookGaugesTests {

    @RegisterExtension
    static final WebFixture web =
            new WebFixture("spotdock.webhooks.allow-loopback=true", "spotdock.webhooks.jitter=0");

    private final HookWorld world = new HookWorld(web);
    private final Receiver receiver = new Receiver();
    private final Caller caller = world.newCaller(Role.BIDDER);

    @AfterEach
    void close() {
        receiver.close();
    }

    private double measured(String name) {
        web.bean(WebhookGauges.class).runOnce(world.clock().instant());
        return web.bean(MeterRegistry.class).get(name).gauge().value();
    }

    @Test
    void theLagIsThatOfTheEndpointThatIsFurthestBehind() {
        world.told().look();
        world.hook(caller, receiver, "*");
        assertThat(measured("spotdock.webhooks.lag")).isZero();
        for (int i = 0; i < 3; i++) {
            world.told().price("default");
        }
        world.hook(caller, receiver, "*");
        assertThat(measured("spotdock.webhooks.lag")).isEqualTo(3);
        world.intake();
        assertThat(measured("spotdock.webhooks.lag")).isZero();
    }

    @Test
    void theOldestIsWhatHasWaitedInAQueueForLongest() {
        world.told().look();
        world.hook(caller, receiver, "*");
        assertThat(measured("spotdock.webhooks.oldest")).isZero();
        world.told().priceOf("a");
        world.intake();
        world.clock().advance(Duration.ofSeconds(60));
        world.told().priceOf("b");
        world.intake();
        world.clock().advance(Duration.ofSeconds(30));
        assertThat(measured("spotdock.webhooks.oldest")).isEqualTo(90);
        world.send();
        assertThat(measured("spotdock.webhooks.oldest")).isEqualTo(30);
        world.send();
        assertThat(measured("spotdock.webhooks.oldest")).isZero();
    }
}
