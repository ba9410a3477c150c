package dev.spotdock.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.harness.Deployment;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From an accepted bid to its running container, one after the other, each followed by a bare
 * container with the same host configuration through the same client and engine.
 */
final class DockerBenchmark {

    private static final int WARM_UP = 10;
    private static final int MEASURED = 30;
    private static final double LIMIT = 1.5;
    private static final String IMAGE = "busybox:1.37";

    /** Runs long enough to be seen running, and ends by itself. */
    private static final String[] COMMAND = {"sleep", "2"};

    private static final String BID =
            """
            {"pool": "default", "resources": {"cpu": "100m", "memory": "32Mi"},
             "maxPrice": {"amount": "1", "currency": "USD", "per": "hour"},
             "container": {"image": "busybox:1.37", "command": ["sleep", "2"]}}
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * How exact the time of RUNNING is: asking more often would take time from what is measured.
     */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Installation installation;
    private final DockerClient docker;
    private final KeepAliveClient http;

    DockerBenchmark(Installation installation) {
        this.installation = installation;
        this.http = new KeepAliveClient(installation.base());
        this.docker = connect();
    }

    private static DockerClient connect() {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .connectionTimeout(Duration.ofSeconds(2))
                        .responseTimeout(Duration.ofSeconds(30))
                        .build());
    }

    static boolean engineAnswers() {
        try {
            connect().pingCmd().exec();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * One bid. Instants are of this machine's clock: the client's, SpotDock's, the engine's.
     *
     * @param sent when the client began to send it
     * @param accepted when the client had read 201
     * @param matched as SpotDock's history says
     * @param created and started as the engine says
     * @param shown when the client had read RUNNING
     */
    private record Life(
            String container,
            Instant sent,
            Instant accepted,
            Instant matched,
            Instant created,
            Instant started,
            Instant shown) {}

    List<Measured> run() throws IOException, SQLException {
        List<Life> lives = new ArrayList<>();
        List<BareContainer.Times> bare = new ArrayList<>();
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            Life life = carry();
            InspectContainerResponse ours = docker.inspectContainerCmd(life.container()).exec();
            BareContainer.Times times =
                    new BareContainer(
                                    docker,
                                    IMAGE,
                                    Objects.requireNonNull(ours.getHostConfig()),
                                    COMMAND)
                            .run();
            if (i >= WARM_UP) {
                lives.add(life);
                bare.add(times);
            }
            awaitFinal();
        }
        http.close();
        Sample bareRunning = Sample.of(bare.stream().mapToLong(t -> t.running().toNanos()));
        Sample bareAnswered = Sample.of(bare.stream().mapToLong(t -> t.answered().toNanos()));
        Map<String, Object> hops = hops(lives);
        return List.of(
                measured(
                        "docker-started",
                        "bid accepted -> container's StartedAt, against bare, p50",
                        hop(lives, Life::accepted, Life::started),
                        bareRunning,
                        hops),
                measured(
                        "docker-shown",
                        "bid accepted -> API shows RUNNING, against bare answered, p50",
                        hop(lives, Life::accepted, Life::shown),
                        bareAnswered,
                        hops));
    }

    private static Measured measured(
            String name, String what, Sample ours, Sample bare, Map<String, Object> hops) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("spotdock", ours.figures());
        details.put("bare", bare.figures());
        details.put("hops", hops);
        return new Measured(
                name,
                what,
                "ms",
                ours.percentileMillis(50),
                bare.percentileMillis(50),
                Limit.atMost(LIMIT),
                details);
    }

    private static Map<String, Object> hops(List<Life> lives) {
        Map<String, Object> hops = new LinkedHashMap<>();
        hops.put("sent -> accepted", hop(lives, Life::sent, Life::accepted).figures());
        hops.put("accepted -> matched", hop(lives, Life::accepted, Life::matched).figures());
        hops.put("matched -> created", hop(lives, Life::matched, Life::created).figures());
        hops.put("created -> started", hop(lives, Life::created, Life::started).figures());
        hops.put("started -> shown", hop(lives, Life::started, Life::shown).figures());
        return hops;
    }

    private static Sample hop(
            List<Life> lives, Function<Life, Instant> from, Function<Life, Instant> to) {
        return Sample.of(
                lives.stream()
                        .mapToLong(l -> Duration.between(from.apply(l), to.apply(l)).toNanos()));
    }

    private Life carry() throws IOException {
        Instant sent = Instant.now();
        KeepAliveClient.Answer answer = http.post(Deployment.DEMO_KEY, "/api/v1/bids", BID);
        Instant accepted = Instant.now();
        if (answer.status() != 201) {
            throw new IllegalStateException("expected 201, but it is " + answer);
        }
        String path = "/api/v1/bids/" + JSON.readTree(answer.body()).path("id").asString();
        JsonNode bid = await(path);
        Instant shown = Instant.now();
        JsonNode allocation = bid.path("allocation");
        String container = allocation.path("containerId").asString();
        InspectContainerResponse seen = docker.inspectContainerCmd(container).exec();
        return new Life(
                container,
                sent,
                accepted,
                Instant.parse(allocation.path("matchedAt").asString()),
                Instant.parse(Objects.requireNonNull(seen.getCreated())),
                BareContainer.startedAt(docker, container),
                shown);
    }

    private JsonNode await(String path) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        LockSupport.parkNanos(POLL_NANOS);
        JsonNode bid = JSON.readTree(http.get(Deployment.DEMO_KEY, path).body());
        while (!bid.path("status").asString().equals("RUNNING")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not running after " + PATIENCE + ": " + bid);
            }
            LockSupport.parkNanos(POLL_NANOS);
            bid = JSON.readTree(http.get(Deployment.DEMO_KEY, path).body());
        }
        return bid;
    }

    /** The next one starts when nothing is left to do for this one. */
    private void awaitFinal() throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!installation.text("select 1 from compute.workload where not removed").isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("a container is not removed after " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
