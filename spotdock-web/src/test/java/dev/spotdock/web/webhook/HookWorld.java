package dev.spotdock.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.feed.Told;
import dev.spotdock.web.security.Accounts;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Role;
import dev.spotdock.web.security.Scope;
import dev.spotdock.web.webhook.Delivery.Status;
import dev.spotdock.web.webhook.Webhooks.Made;
import dev.spotdock.web.webhook.Webhooks.Wish;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An account with webhooks, and the loops' passes one by one. */
final class HookWorld {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebFixture web;
    private final Told told;

    /** Nothing of earlier tests is sent any more. */
    HookWorld(WebFixture web) {
        this.web = web;
        this.told = new Told(web);
        web.bean(JdbcClient.class).sql("delete from webhook.endpoint").update();
    }

    Told told() {
        return told;
    }

    Caller newCaller(Role... roles) {
        AccountId id = new AccountId(web.bean(Ids.class).next());
        web.bean(Accounts.class).add(id, id + "@example.com", "Hook", Set.of(roles), FakeBids.NOW);
        return new Caller(id, "x@example.com", "Hook", Set.of(roles), EnumSet.allOf(Scope.class));
    }

    Made hook(Caller caller, Receiver receiver, String... types) {
        Wish wish = new Wish(receiver.url(), List.of(types), null);
        return web.bean(Transactions.class)
                .inTransaction(() -> web.bean(Webhooks.class).make(caller, wish));
    }

    /** Fills the queues from the feed. */
    void intake() {
        told.look();
        web.bean(WebhookIntake.class).lookAgain();
        web.bean(WebhookIntake.class).runOnce(clock().instant());
    }

    /** Sends what is due and waits for the calls' ends. */
    void send() {
        sendOnly();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (sender().underWay() > 0) {
            assertThat(System.nanoTime()).as("calls come to an end").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    void sendOnly() {
        sender().runOnce(clock().instant());
    }

    WebhookSender sender() {
        return web.bean(WebhookSender.class);
    }

    ManualClock clock() {
        return web.bean(ManualClock.class);
    }

    List<Delivery> deliveries(Caller caller, Made hook) {
        return web.bean(Deliveries.class).list(caller, hook.webhook().id(), null, null, 1_000);
    }

    List<Status> statuses(Caller caller, Made hook) {
        return deliveries(caller, hook).reversed().stream().map(Delivery::status).toList();
    }

    Webhook now(Caller caller, Made hook) {
        return web.bean(Webhooks.class).find(caller, hook.webhook().id());
    }
}
