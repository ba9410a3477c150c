package dev.spotdock.harness;

import com.zaxxer.hikari.HikariDataSource;
import dev.spotdock.SpotDock;
import dev.spotdock.billing.OpenWallet;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.web.security.Accounts;
import dev.spotdock.web.security.ApiKeys;
import dev.spotdock.web.security.Role;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The whole application in this JVM: one per set of arguments, shared by all test classes. */
public final class SpotDockApp implements AutoCloseable {

    /** Of evictions on {@link #docker}. */
    public static final Duration DOCKER_NOTICE = Duration.ofSeconds(6);

    /** Of lots on {@link #docker}: blocks are sold that much ahead. */
    public static final Duration DOCKER_PAYMENT_DEADLINE = Duration.ofSeconds(10);

    private static final AtomicBoolean CLEANED = new AtomicBoolean();

    private static final ConcurrentMap<List<String>, SpotDockApp> STARTED =
            new ConcurrentHashMap<>();

    /** Of an instance that joins another one's servers. */
    private static final String DATABASE = "--spring.datasource.url=";

    private final ConfigurableApplicationContext context;
    private final @Nullable Servers servers;

    private SpotDockApp(List<String> arguments) {
        boolean ownServers = arguments.stream().noneMatch(a -> a.startsWith(DATABASE));
        servers = ownServers && Servers.areContainers() ? Servers.start() : null;
        List<String> all = new ArrayList<>(standardArguments());
        all.add("--server.port=0");
        all.add("--spotdock.embedded.data-dir=" + Backends.newFolder("app-"));
        if (servers != null) {
            all.addAll(servers.arguments());
        }
        all.addAll(arguments);
        context = SpringApplication.run(SpotDock.class, all.toArray(String[]::new));
    }

    /** The application with these arguments; starts it unless a test has done so before. */
    public static SpotDockApp with(String... arguments) {
        return STARTED.computeIfAbsent(Arrays.asList(arguments), SpotDockApp::new);
    }

    /** With simulated nodes; what each pool is for, the names of the tests say. */
    public static SpotDockApp simulated() {
        return with(
                "--spotdock.compute.provider=simulated",
                "--spotdock.compute.simulated.start-latency=100ms",
                "--spotdock.pools.default.pricing=uniform",
                "--spotdock.pools.paid.pricing=pay-as-bid",
                "--spotdock.pools.tight.pricing=pay-as-bid",
                "--spotdock.pools.leaving.pricing=uniform",
                "--spotdock.pools.draining.notice=1s",
                "--spotdock.pools.racing.notice=1s",
                "--spotdock.pools.removed.pricing=uniform",
                "--spotdock.pools.flushed.pricing=uniform",
                "--spotdock.pools.emptied.pricing=uniform",
                "--spotdock.pools.outdated.pricing=uniform",
                "--spotdock.pools.down.pricing=uniform",
                "--spotdock.pools.billed.min-run=0s",
                "--spotdock.pools.billed.notice=1s",
                "--spotdock.pools.quoted.min-run=0s",
                "--spotdock.pools.quoted.notice=20s",
                "--spotdock.pools.moving.pricing=uniform",
                "--spotdock.pools.rising.pricing=uniform",
                "--spotdock.pools.poor.pricing=pay-as-bid",
                "--spotdock.pools.poor.notice=1s");
    }

    /**
     * On the Docker Engine of this machine, with one CPU of it. Whoever uses it ends what it has
     * begun; what is left nevertheless is removed with this JVM.
     */
    public static SpotDockApp docker() {
        Backends.needDocker();
        SpotDockApp app =
                with(
                        "--spotdock.compute.provider=docker",
                        "--spotdock.compute.docker.cpu=1",
                        "--spotdock.compute.docker.memory=2Gi",
                        "--spotdock.compute.images.allowed=busybox,localhost:1/**",
                        "--spotdock.pools.default.min-run=2s",
                        "--spotdock.pools.default.notice=" + DOCKER_NOTICE.toSeconds() + "s",
                        "--spotdock.pools.default.stop-timeout=1s",
                        "--spotdock.auctions.timed.payment-deadline="
                                + DOCKER_PAYMENT_DEADLINE.toSeconds()
                                + "s");
        if (CLEANED.compareAndSet(false, true)) {
            String installation = app.installation();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> DockerEngine.removeAll(installation)));
        }
        return app;
    }

    /** What all tests set, in this JVM or another. */
    static List<String> standardArguments() {
        return List.of(
                "--spotdock.bootstrap.operator-key=" + Deployment.OPERATOR_KEY,
                "--spotdock.bootstrap.demo-key=" + Deployment.DEMO_KEY,
                "--spotdock.bootstrap.demo=true",
                "--spotdock.embedded.binaries-dir=" + Backends.binaries(),
                // Hundreds of accounts log in, and none has anything to lose.
                "--spotdock.web.security.password.memory=1MB",
                "--spotdock.web.security.password.iterations=1",
                // One account does here what thousands do.
                "--spotdock.web.limits.reads=1000000000",
                "--spotdock.web.limits.writes=1000000000",
                "--spotdock.web.limits.anonymous=1000000000",
                "--spotdock.web.limits.refused=1000000000",
                "--spotdock.auctions.quota.open-bids=10000000",
                "--spotdock.auctions.quota.running-bids=10000000");
    }

    public Deployment deployment() {
        HikariDataSource database = context.getBean(HikariDataSource.class);
        LettuceConnectionFactory redis = context.getBean(LettuceConnectionFactory.class);
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return new Deployment(
                URI.create("http://localhost:" + port),
                database.getJdbcUrl(),
                String.valueOf(database.getUsername()),
                String.valueOf(database.getPassword()),
                redis.getHostName(),
                redis.getPort(),
                String.valueOf(redis.getPassword()));
    }

    /** The Redis that the application brought along; the test is skipped if it uses another one. */
    public EmbeddedRedis redis() {
        Assumptions.assumeTrue(servers == null, "needs the Redis that SpotDock starts itself");
        String data = context.getEnvironment().getRequiredProperty("spotdock.embedded.data-dir");
        return new EmbeddedRedis(Path.of(data, "redis"), deployment());
    }

    /** The PostgreSQL that it brought along; the test is skipped if it uses another one. */
    public EmbeddedPostgres postgres() {
        Assumptions.assumeTrue(servers == null, "needs the PostgreSQL that SpotDock starts itself");
        String data = context.getEnvironment().getRequiredProperty("spotdock.embedded.data-dir");
        return new EmbeddedPostgres(Path.of(data, "postgres"));
    }

    /** The allocations that the provider itself says are running. */
    public Set<String> running() {
        ComputeProvider provider = context.getBean(ComputeProvider.class);
        return provider.nodes().stream()
                .flatMap(node -> provider.list(node.name()).stream())
                .filter(o -> o.phase() == Observation.Phase.RUNNING)
                .map(o -> o.allocationId().value().toString())
                .collect(Collectors.toSet());
    }

    /** A part of it that cannot be reached from outside. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** The same, by name. */
    public <T> T part(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** One pass of a loop that a test does not wait for. */
    public void run(String loop, Instant now) {
        loop(loop).runOnce(now);
    }

    /** One of its loops, by name. */
    public Loop loop(String name) {
        return context.getBeansOfType(Loop.class).values().stream()
                .filter(loop -> loop.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    /** A new account with an empty wallet, which nobody else uses. */
    public SpotDockClient newBidder(Instant now) {
        return newBidder("somebody-" + part(Ids.class).next(), now);
    }

    /** The same, known by a name: its email is at example.org. */
    public SpotDockClient newBidder(String name, Instant now) {
        AccountId account = new AccountId(part(Ids.class).next());
        String email = name + "@example.org";
        part(Accounts.class).add(account, email, name, Set.of(Role.BIDDER), now);
        part(Commands.class).send(new OpenWallet(account, now));
        return new SpotDockClient(
                deployment().base(), part(ApiKeys.class).issue(account, "test", now));
    }

    /** The label that its containers carry. */
    public String installation() {
        return deployment().installation();
    }

    public Invariants invariants() {
        return new Invariants(deployment(), this::running);
    }

    @Override
    public void close() {
        STARTED.values().remove(this);
        context.close();
        if (servers != null) {
            servers.close();
        }
    }
}
