package dev.spotdock.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import dev.spotdock.harness.Backends;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.Deployment;
import dev.spotdock.harness.Installation;
import dev.spotdock.harness.KafkaBroker;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Five channels beside each other, while two instances come and go, one of them by {@code kill -9},
 * and the broker and a receiver are away: each tells every event, once per position when repeated
 * ids are left out, and in order per key.
 */
class AllChannelsIT {

    private static final int BIDS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String[] ARGUMENTS = {
        "--spotdock.compute.provider=simulated",
        "--spotdock.compute.simulated.start-latency=50ms",
        "--spotdock.events.claim-timeout=10s",
        "--spotdock.webhooks.allow-loopback=true",
        "--spotdock.webhooks.timeout=3s",
        "--spotdock.webhooks.connect-timeout=1s",
        "--spotdock.webhooks.claim-for=10s",
        "--spotdock.webhooks.attempts=" + "0s,1s,1s,2s,2s" + ",3s".repeat(60)
    };

    private final List<URI> running = new CopyOnWriteArrayList<>();
    private final List<String> bids = new ArrayList<>();

    @Test
    void everyChannelTellsEverythingWhateverEnds() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start();
                Installation first = new Installation("channels", arguments(broker))) {
            SpotDockProcess one = first.start();
            SpotDockProcess two = second(first, broker);
            running.addAll(List.of(one.base(), two.base()));
            SpotDockClient demo = first.deployment().demo();
            try (Poller poller = new Poller(this::running, demo);
                    StreamFollower stream = new StreamFollower(this::running, demo);
                    SocketFollower socket = new SocketFollower(this::running, demo);
                    KafkaFollower kafka = new KafkaFollower(broker);
                    HookReceiver hook = new HookReceiver()) {
                register(hook, demo);
                List<Follower> pulling = List.of(poller, stream, socket, kafka);
                pulling.forEach(Follower::start);
                submit();

                broker.stop();
                hook.leave();
                submit();

                running.remove(one.base());
                one.kill();
                submit();
                one = first.start();
                running.add(one.base());
                submit();

                running.remove(two.base());
                two.close();
                submit();
                two = second(first, broker);
                running.add(two.base());

                hook.open();
                broker.startAgain();
                submit();
                SpotDockClient now = first.deployment().demo();
                bids.forEach(id -> now.await(id, "COMPLETED", "CANCELLED"));
                List<Told> feed = whole(first);
                assertThat(feed).hasSizeGreaterThan(2 * bids.size());
                for (Follower follower : List.of(poller, stream, socket)) {
                    awaitAll(follower, feed);
                    assertThat(follower.deduplicated()).as(name(follower)).isEqualTo(feed);
                }
                for (Follower follower : List.of(kafka, hook)) {
                    awaitAll(follower, feed);
                    assertThat(byKey(follower.deduplicated()))
                            .as(name(follower))
                            .isEqualTo(byKey(feed));
                }
                assertThat(hook.forged()).isZero();
                assertThat(stream.connections()).as("it was cut off").isGreaterThan(1);
                Stream.concat(pulling.stream(), Stream.of(hook)).forEach(f -> say(f, feed.size()));
                lagsAreMetrics(first);
            } finally {
                two.close();
            }
        }
    }

    private List<URI> running() {
        return running;
    }

    private static String[] arguments(KafkaBroker broker) {
        return Stream.of(ARGUMENTS, broker.arguments()).flatMap(Stream::of).toArray(String[]::new);
    }

    private static SpotDockProcess second(Installation first, KafkaBroker broker) {
        return SpotDockProcess.start(
                Backends.newFolder("channels-second-"),
                first.deployment().arguments(arguments(broker)));
    }

    private static void register(HookReceiver hook, SpotDockClient demo)
            throws IOException, EmptyWebhookSecretException {
        hook.open();
        JsonNode made =
                demo.post("/api/v1/webhooks", Map.of("url", hook.url(), "types", List.of("bid.*")))
                        .body();
        hook.trust(made.path("secret").asString());
    }

    /** Half of the bids run, half fit nowhere; at whichever instance runs. */
    private void submit() {
        for (int i = 0; i < BIDS; i++) {
            SpotDockClient client =
                    new SpotDockClient(running.get(i % running.size()), Deployment.DEMO_KEY);
            if (i % 2 == 0) {
                bids.add(
                        client.submit(
                                BidForm.sleeping(Duration.ofMinutes(10))
                                        .maxRuntime(Duration.ofSeconds(1))));
            } else {
                String bid =
                        client.submit(
                                BidForm.sleeping(Duration.ofMinutes(1)).resources("500", "1Gi"));
                client.delete("/api/v1/bids/" + bid);
                bids.add(bid);
            }
        }
    }

    /** What was to be told: the feed itself, when it knows of every bid's end. */
    private List<Told> whole(Installation installation) {
        return Awaitility.await("every bid's end is in the feed")
                .atMost(PATIENCE)
                .until(() -> feed(installation), events -> ended(events).containsAll(bids));
    }

    private static Set<String> ended(List<Told> events) {
        return events.stream()
                .filter(event -> event.type().matches("bid\\.(completed|cancelled)"))
                .map(Told::key)
                .collect(Collectors.toSet());
    }

    private static List<Told> feed(Installation installation) {
        return installation
                .deployment()
                .database()
                .sql(
                        """
                        select event_id::text, position, key, type from feed.event
                        where type like 'bid.%' order by position
                        """)
                .query((row, _) ->
                        new Told(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4)))
                .list();
    }

    private static void awaitAll(Follower follower, List<Told> feed) {
        Awaitility.await(name(follower) + " has told everything")
                .atMost(PATIENCE)
                .until(() -> follower.deduplicated().size() >= feed.size());
    }

    private static Map<String, List<Told>> byKey(List<Told> events) {
        return events.stream()
                .collect(Collectors.groupingBy(Told::key, LinkedHashMap::new, Collectors.toList()));
    }

    private static String name(Follower follower) {
        return follower.getClass().getSimpleName();
    }

    private static void say(Follower follower, int events) {
        System.out.printf(
                "%s: %d events, told %d times, %d connections%n",
                name(follower), events, follower.heard(), follower.connections());
    }

    private static void lagsAreMetrics(Installation installation) {
        String metrics = installation.deployment().operator().get("/actuator/prometheus").text();
        assertThat(metrics)
                .contains("spotdock_events_lag", "spotdock_webhooks_lag", "spotdock_kafka_lag");
    }
}
