package dev.spotdock.web.webhook;

import static dev.spotdock.web.webhook.Delivery.Status.DELIVERED;
import static dev.spotdock.web.webhook.Delivery.Status.FAILED;
import static dev.spotdock.web.webhook.Delivery.Status.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Role;
import dev.spotdock.web.webhook.Receiver.Received;
import dev.spotdock.web.webhook.WebhookQueue.Claimed;
import dev.spotdock.web.webhook.Webhooks.Change;
import dev.spotdock.web.webhook.Webhooks.Made;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class WebhookDeliveryTests {

    @RegisterExtension
    static final WebFixture web =
            new WebFixture(
                    "spotdock.webhooks.allow-loopback=true",
                    "spotdock.webhooks.timeout=5s",
                    "spotdock.webhooks.pending-limit=20",
                    "spotdock.webhooks.per-account=1000",
                    "spotdock.webhooks.jitter=0");

    private static final int ATTEMPTS = 8;

    private final HookWorld world = new HookWorld(web);
    private final Receiver receiver = new Receiver();
    private final Caller caller = world.newCaller(Role.BIDDER);

    @BeforeEach
    void beginHere() {
        world.told().look();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    /** Lets the pause before the next attempt pass. */
    private void nextAttempt() {
        world.clock().advance(Duration.ofHours(11));
        world.send();
    }

    @Test
    void anEventArrivesAsTheFeedTellsItSigned() {
        Made hook = world.hook(caller, receiver, "*");
        UUID id = world.told().exhausted(caller.accountId());
        world.told().exhausted(world.newCaller(Role.BIDDER).accountId());
        world.intake();
        world.send();
        assertThat(receiver.ids()).containsExactly(id.toString());
        Received received = receiver.received().getFirst();
        assertThat(received.json().path("id").asString()).isEqualTo(id.toString());
        assertThat(received.json().path("type").asString()).isEqualTo("wallet.exhausted");
        assertThat(received.json().path("specversion").asString()).isEqualTo("1.0");
        assertThat(received.json().at("/data/bidId").isString()).isTrue();
        assertThat(world.statuses(caller, hook)).containsExactly(DELIVERED);
    }

    @Test
    void whatWasBeforeItWasMadeIsNotTold() {
        world.told().price("default");
        Made hook = world.hook(caller, receiver, "*");
        world.intake();
        assertThat(world.deliveries(caller, hook)).isEmpty();
    }

    @Test
    void onlyTheTypesThatAreWanted() {
        Made hook = world.hook(caller, receiver, "wallet.*");
        world.told().price("default");
        world.told().exhausted(caller.accountId());
        world.intake();
        assertThat(world.deliveries(caller, hook))
                .extracting(Delivery::type)
                .containsExactly("wallet.exhausted");
    }

    @Test
    void aFailedEventHoldsUpItsKeyAndNoOther() {
        Made hook = world.hook(caller, receiver, "*");
        String first = world.told().priceOf("slow").toString();
        String second = world.told().priceOf("slow").toString();
        String other = world.told().priceOf("other").toString();
        world.intake();
        receiver.answers(exchange -> {
            boolean blocked = receiver.received().getLast().id().equals(first);
            exchange.sendResponseHeaders(blocked ? 500 : 200, -1);
        });
        world.send();
        world.send();
        world.send();
        assertThat(receiver.ids()).containsExactly(first, other);
        assertThat(world.statuses(caller, hook)).containsExactly(PENDING, PENDING, DELIVERED);
        receiver.answers(Receiver.status(200));
        nextAttempt();
        world.send();
        assertThat(receiver.ids()).containsExactly(first, other, first, second);
    }

    @Test
    void afterTheLastAttemptItIsADeadLetterAndItsKeyGoesOn() {
        Made hook = world.hook(caller, receiver, "*");
        String dead = world.told().priceOf("key").toString();
        String next = world.told().priceOf("key").toString();
        world.intake();
        receiver.answers(exchange -> {
            boolean refused = receiver.received().getLast().id().equals(dead);
            exchange.sendResponseHeaders(refused ? 500 : 200, -1);
        });
        world.send();
        for (int i = 1; i < ATTEMPTS; i++) {
            nextAttempt();
        }
        world.send();
        assertThat(receiver.ids()).hasSize(ATTEMPTS + 1).endsWith(dead, next);
        assertThat(world.statuses(caller, hook)).containsExactly(FAILED, DELIVERED);
        Delivery letter = world.deliveries(caller, hook).getLast();
        assertThat(letter.attempts()).isEqualTo(ATTEMPTS);
        assertThat(letter.lastStatus()).isEqualTo(500);
        assertThat(letter.lastError()).isEqualTo("answered 500");

        receiver.answers(Receiver.status(200));
        int count = inTransaction(() -> deliveries().replayFailed(caller, hook.webhook().id()));
        assertThat(count).isEqualTo(1);
        world.send();
        assertThat(receiver.ids()).endsWith(dead);
        assertThat(world.statuses(caller, hook)).containsExactly(DELIVERED, DELIVERED);
    }

    @Test
    void oneIsReplayedWhateverBecameOfItAndEventsFromAPosition() {
        Made hook = world.hook(caller, receiver, "*");
        long start = hook.webhook().position();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(world.told().priceOf("key").toString());
        }
        world.intake();
        sendAll(3);
        UUID middle = world.deliveries(caller, hook).get(1).id();
        inTransaction(() -> deliveries().replay(caller, hook.webhook().id(), middle));
        sendAll(1);
        assertThat(receiver.ids()).hasSize(4).endsWith(all.get(1));
        inTransaction(() -> {
            deliveries().replayAfter(caller, hook.webhook().id(), start + 1);
            return true;
        });
        world.intake();
        sendAll(2);
        assertThat(receiver.ids()).hasSize(6).endsWith(all.get(1), all.get(2));
    }

    private void sendAll(int times) {
        for (int i = 0; i < times; i++) {
            world.send();
        }
    }

    @Test
    void aReceiverThatHangsDelaysNobodyElse() {
        try (Receiver hanging = new Receiver().hangs()) {
            Caller other = world.newCaller(Role.BIDDER);
            world.hook(other, hanging, "*");
            world.hook(caller, receiver, "*");
            for (int i = 0; i < 5; i++) {
                world.told().priceOf("key-" + i);
            }
            world.intake();
            world.sendOnly();
            while (receiver.received().size() < 5) {
                assertThat(hanging.received()).hasSizeLessThan(2);
                world.sendOnly();
            }
            world.send();
            // It is called once at a time, as long as it has never answered.
            assertThat(hanging.received()).hasSize(1);
        }
    }

    @Test
    void whoWantsNothingMoreIsCalledNoMoreAndItsOwnerIsTold() {
        Made hook = world.hook(caller, receiver, "*");
        world.told().price("default");
        world.intake();
        receiver.answers(Receiver.status(410));
        world.send();
        Webhook gone = world.now(caller, hook);
        assertThat(gone.enabled()).isFalse();
        assertThat(gone.disabledReason()).isEqualTo("gone");
        assertThat(gone.version()).isEqualTo(1);
        world.told().price("default");
        world.intake();
        nextAttempt();
        assertThat(receiver.received()).hasSize(1);
        assertThat(notices()).containsExactly(hook.webhook().id() + " gone");

        receiver.answers(Receiver.status(200));
        change(hook, new Change(null, null, true));
        world.intake();
        sendAll(3);
        // What it has missed, and the notice.
        assertThat(receiver.received()).hasSize(4);
    }

    private void change(Made hook, Change change) {
        inTransaction(
                () -> web.bean(Webhooks.class).change(caller, hook.webhook().id(), change, null));
    }

    private List<String> notices() {
        return web.bean(JdbcClient.class)
                .sql(
                        """
                        select subject || ' ' || (data->>'reason') from feed.event
                        where type = 'webhook.disabled' and account_id = :account
                        """)
                .param("account", caller.accountId().value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void daysOfOnlyFailuresDisableIt() {
        Made hook = world.hook(caller, receiver, "*");
        receiver.answers(Receiver.status(500));
        world.told().priceOf("a");
        world.intake();
        world.send();
        assertThat(world.now(caller, hook).failingSince()).isEqualTo(world.clock().instant());
        world.clock().advance(Duration.ofDays(5).minusSeconds(1));
        world.send();
        assertThat(world.now(caller, hook).enabled()).isTrue();
        nextAttempt();
        assertThat(world.now(caller, hook).disabledReason()).isEqualTo("failing");
        assertThat(notices()).containsExactly(hook.webhook().id() + " failing");
    }

    @Test
    void oneSuccessBeginsTheDaysAnew() {
        Made hook = world.hook(caller, receiver, "*");
        receiver.answers(Receiver.status(500));
        world.told().priceOf("a");
        world.intake();
        world.send();
        receiver.answers(Receiver.status(200));
        world.clock().advance(Duration.ofDays(6));
        world.send();
        assertThat(world.now(caller, hook).failingSince()).isNull();
        assertThat(world.now(caller, hook).enabled()).isTrue();
    }

    @Test
    void itIsLeftAloneForAsLongAsItAsks() {
        Made hook = world.hook(caller, receiver, "*");
        receiver.answers(Receiver.status(503, "Retry-After", "600"));
        world.told().price("default");
        world.intake();
        world.send();
        Instant next = world.deliveries(caller, hook).getFirst().nextAttemptAt();
        assertThat(next).isEqualTo(world.clock().instant().plusSeconds(600));
    }

    @Test
    void bothSecretsSignUntilTheOldOneIsOver() {
        Made hook = world.hook(caller, receiver, "*");
        Made rotated =
                inTransaction(() ->
                        web.bean(Webhooks.class).rotate(caller, hook.webhook().id(), null, null));
        world.told().priceOf("a");
        world.intake();
        world.send();
        verify(hook, receiver.received().getFirst());
        verify(rotated, receiver.received().getFirst());
        world.clock().advance(Duration.ofHours(25));
        world.told().priceOf("b");
        world.intake();
        world.send();
        assertThat(receiver.received().getLast().header("webhook-signature")).doesNotContain(" ");
    }

    /** With a clock that shows the same time. */
    private static void verify(Made hook, Received received) {
        List<String> signatures = List.of(received.header("webhook-signature").split(" ", -1));
        String content =
                "%s.%s.%s"
                        .formatted(
                                received.id(),
                                received.header("webhook-timestamp"),
                                received.body());
        assertThatCode(() -> HttpHeaders.of(received.headers(), (_, _) -> true))
                .doesNotThrowAnyException();
        assertThat(signatures)
                .contains(
                        SigningSecret.parse(hook.secret())
                                .sign(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void whatAnInstanceDidNotEndIsSentAgainWithTheSameId() {
        world.hook(caller, receiver, "*");
        UUID id = world.told().price("default");
        world.intake();
        Instant now = world.clock().instant();
        WebhookQueue queue = web.bean(WebhookQueue.class);
        List<Claimed> dead = queue.claim(now, now.plusSeconds(60), 10);
        assertThat(dead).hasSize(1);
        world.send();
        assertThat(receiver.received()).isEmpty();
        world.clock().advance(Duration.ofSeconds(61));
        world.send();
        assertThat(receiver.ids()).containsExactly(id.toString());
        // And the first one's late outcome counts for nothing.
        Reply failed = new Reply(500, null, null, Duration.ZERO);
        web.bean(Bookkeeper.class).note(dead.getFirst(), failed);
        world.clock().advance(Duration.ofDays(1));
        world.send();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void instancesThatClaimAtTheSameTimeGetDifferentEvents() throws Exception {
        Made hook = world.hook(caller, receiver, "*");
        trust(hook, 20);
        for (int i = 0; i < 20; i++) {
            world.told().priceOf("key-" + i);
        }
        world.intake();
        Instant now = world.clock().instant();
        WebhookQueue queue = web.bean(WebhookQueue.class);
        Callable<List<Claimed>> instance = () -> queue.claim(now, now.plusSeconds(60), 4);
        List<UUID> claimed = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            Collection<Callable<List<Claimed>>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(instance);
            }
            for (Future<List<Claimed>> some : threads.invokeAll(all)) {
                some.get().forEach(c -> claimed.add(c.id()));
            }
        }
        assertThat(claimed).doesNotHaveDuplicates().hasSizeGreaterThan(4);
    }

    private static void trust(Made hook, int calls) {
        web.bean(JdbcClient.class)
                .sql("update webhook.endpoint set calls_at_once = :calls where id = :id")
                .param("calls", calls)
                .param("id", hook.webhook().id())
                .update();
    }

    @Test
    void aFullQueueLeavesTheRestInTheFeedAndLosesNothing() {
        Made hook = world.hook(caller, receiver, "*");
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 45; i++) {
            all.add(world.told().priceOf("key-" + i).toString());
        }
        world.intake();
        world.intake();
        assertThat(world.deliveries(caller, hook)).hasSize(20);
        for (int i = 0; i < 60; i++) {
            world.send();
            world.intake();
        }
        assertThat(receiver.ids()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void whatTheFeedDoesNotKeepIsMissedAndShown() {
        Made hook = world.hook(caller, receiver, "*");
        world.told().price("default");
        world.told().look();
        world.told().remove();
        world.intake();
        assertThat(world.now(caller, hook).missed())
                .extracting(missed -> missed.after())
                .isEqualTo(hook.webhook().position());
        String id = world.told().price("default").toString();
        world.intake();
        world.send();
        assertThat(receiver.ids()).containsExactly(id);
    }

    @Test
    void whatAnOperatorSeesIsToldOnlyIfAnOperatorsCredentialMadeItAndItsRoleLasts() {
        Caller operator = world.newCaller(Role.OPERATOR);
        world.hook(operator, receiver, "wallet.*");
        world.told().exhausted(caller.accountId());
        world.intake();
        world.send();
        assertThat(receiver.received()).hasSize(1);
        web.bean(JdbcClient.class)
                .sql("update web.account set roles = '{bidder}' where id = :id")
                .param("id", operator.accountId().value())
                .update();
        world.told().exhausted(caller.accountId());
        world.intake();
        world.send();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aDisabledAccountIsNotTold() {
        world.hook(caller, receiver, "*");
        world.told().price("default");
        world.intake();
        web.bean(JdbcClient.class)
                .sql("update web.account set disabled = true where id = :id")
                .param("id", caller.accountId().value())
                .update();
        world.send();
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void whatIsOverIsForgottenAfterAWhile() {
        Made hook = world.hook(caller, receiver, "*");
        world.told().price("default");
        world.intake();
        world.send();
        Instant now = world.clock().instant();
        web.bean(WebhookRetention.class).runOnce(now.plus(Duration.ofHours(23)));
        assertThat(world.deliveries(caller, hook)).hasSize(1);
        web.bean(WebhookRetention.class).runOnce(now.plus(Duration.ofHours(25)));
        assertThat(world.deliveries(caller, hook)).isEmpty();
    }

    @Test
    void eventsOfAKeyComeInOrderHoweverManyPassesAndFailures() {
        Made hook = world.hook(caller, receiver, "*");
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            told.add(world.told().priceOf("key").toString());
        }
        world.intake();
        trust(hook, 8);
        AtomicInteger calls = new AtomicInteger();
        receiver.answers(exchange ->
                exchange.sendResponseHeaders(calls.incrementAndGet() % 2 == 0 ? 200 : 500, -1));
        for (int i = 0; i < 24; i++) {
            world.clock().advance(Duration.ofMinutes(1));
            world.send();
        }
        assertThat(receiver.ids().stream().distinct().toList()).isEqualTo(told);
        assertThat(world.statuses(caller, hook)).containsOnly(DELIVERED);
    }

    private static Deliveries deliveries() {
        return web.bean(Deliveries.class);
    }

    private static <T> T inTransaction(java.util.function.Supplier<T> work) {
        return web.bean(Transactions.class).inTransaction(work);
    }
}
