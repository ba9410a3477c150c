package dev.spotdock.compute.workload;

import dev.spotdock.compute.FindProviderStatus;
import dev.spotdock.compute.LaunchWorkload;
import dev.spotdock.compute.ProviderStatus;
import dev.spotdock.compute.ReadLog;
import dev.spotdock.compute.StopWorkload;
import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.WorkloadStarted;
import dev.spotdock.compute.node.SimulatedNodes;
import dev.spotdock.compute.provider.simulated.SimulatedProperties;
import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.resources.Resources;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The whole module on a real PostgreSQL and a simulated provider that can be broken, in virtual
 * time, with everything in the background done at once unless threads are asked for.
 */
final class World implements AutoCloseable {

    static final Resources SHAPE = new Resources(1000, 512, 0);
    static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    final List<Object> events = new CopyOnWriteArrayList<>();
    final List<String> woken = new CopyOnWriteArrayList<>();
    final JdbcClient jdbc;

    volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");
    FlakyProvider provider;

    private final DataSource database;
    private final boolean threads;
    private final String[] settings;
    private @Nullable AnnotationConfigApplicationContext context;

    World() {
        this(false);
    }

    World(boolean threads, String... settings) {
        this.threads = threads;
        this.settings = settings;
        database = TestDatabase.fresh();
        jdbc = JdbcClient.create(database);
        provider = new FlakyProvider(this::time, new SimulatedNodes(jdbc)::changed);
        start();
    }

    private Instant time() {
        return now;
    }

    /** Starts another instance on the same database and provider; the one before is killed. */
    void killAndRestart() {
        context = null; // its leases stay behind
        jdbc.sql("update compute.node_lease set expires_at = clock_timestamp()").update();
        start();
    }

    /** The machine goes down: what the simulated provider had is gone too. */
    void loseProvidersMemory() {
        provider = new FlakyProvider(this::time, new SimulatedNodes(jdbc)::changed);
        killAndRestart();
    }

    /** An orderly end and a new start. */
    void restart() {
        Objects.requireNonNull(context).close();
        start();
    }

    private void start() {
        AnnotationConfigApplicationContext fresh = new AnnotationConfigApplicationContext();
        TestPropertyValues.of("spotdock.compute.log-max-bytes=100").and(settings).applyTo(fresh);
        fresh.registerBean(DataSource.class, () -> database);
        fresh.registerBean(JdbcClient.class, () -> jdbc);
        fresh.registerBean(InstantSource.class, () -> this::time);
        fresh.registerBean(ComputeProvider.class, () -> provider);
        fresh.registerBean(Events.class, () -> published -> events.addAll(List.of(published)));
        fresh.registerBean(Waker.class, () -> woken::add);
        fresh.registerBean(Ids.class, () -> UUID::randomUUID);
        fresh.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        fresh.registerBean(
                Workers.class, () -> threads ? new Workers() : new Workers(Runnable::run));
        fresh.registerBean(
                Commands.class,
                () ->
                        new LocalCommands(
                                fresh,
                                new TransactionTemplate(
                                        new DataSourceTransactionManager(database))));
        fresh.register(Module.class);
        fresh.refresh();
        context = fresh;
    }

    /** Runs each loop once, a second later. */
    void tick() {
        now = now.plusSeconds(1);
        run("nodes");
        run("workloads");
    }

    void tick(int times) {
        for (int i = 0; i < times; i++) {
            tick();
        }
    }

    void run(String loop) {
        context().getBeansOfType(Loop.class).values().stream()
                .filter(candidate -> candidate.name().equals(loop))
                .findFirst()
                .orElseThrow()
                .runOnce(now);
    }

    AllocationId launch(String... command) {
        return launchImage("any:1", command);
    }

    AllocationId launchImage(String image, String... command) {
        AllocationId id = new AllocationId(UUID.randomUUID());
        send(intent(id, image, command));
        return id;
    }

    LaunchWorkload intent(AllocationId id, String image, String... command) {
        return intentOn("sim-1", id, image, command);
    }

    LaunchWorkload intentOn(String node, AllocationId id, String image, String... command) {
        return new LaunchWorkload(
                id,
                new BidId(UUID.randomUUID()),
                node,
                SHAPE,
                new ContainerSpec(image, Arrays.asList(command), Map.of("B", "2", "A", "1")),
                now.plusSeconds(300),
                now);
    }

    void stop(AllocationId id) {
        send(new StopWorkload(id, STOP_TIMEOUT, now));
    }

    <R extends @Nullable Object> R send(Command<R> command) {
        return bean(Commands.class).send(command);
    }

    <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    ReadLog.LogTail log(AllocationId id) {
        return bean(WorkloadLogQueries.class).on(new ReadLog(id, 1 << 20)).orElseThrow();
    }

    ProviderStatus status() {
        Object answer = LocalCommands.query(context(), new FindProviderStatus());
        if (answer instanceof Optional<?> found
                && found.orElseThrow() instanceof ProviderStatus status) {
            return status;
        }
        throw new AssertionError("no status but " + answer);
    }

    /** What was told of it: {@code started} and ends, in order. */
    List<String> told(AllocationId id) {
        return events.stream()
                .flatMap(event ->
                        switch (event) {
                            case WorkloadStarted started when started.allocationId().equals(id) ->
                                    List.of("started").stream();
                            case WorkloadEnded ended when ended.allocationId().equals(id) ->
                                    List.of(ended.end().name()).stream();
                            default -> List.<String>of().stream();
                        })
                .toList();
    }

    WorkloadStarted started(AllocationId id) {
        return only(WorkloadStarted.class, id, WorkloadStarted::allocationId);
    }

    WorkloadEnded ended(AllocationId id) {
        return only(WorkloadEnded.class, id, WorkloadEnded::allocationId);
    }

    private <E> E only(
            Class<E> type,
            AllocationId id,
            java.util.function.Function<E, AllocationId> allocation) {
        List<E> found =
                events.stream()
                        .filter(type::isInstance)
                        .map(type::cast)
                        .filter(event -> allocation.apply(event).equals(id))
                        .toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one %s but got %s".formatted(type, found));
        }
        return found.getFirst();
    }

    boolean isFinished(AllocationId id) {
        return !bean(Workloads.class).isUnfinished(id);
    }

    private AnnotationConfigApplicationContext context() {
        return Objects.requireNonNull(context);
    }

    @Override
    public void close() {
        context().close();
        provider.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({ComputeProperties.class, SimulatedProperties.class})
    @ComponentScan(
            basePackages = "dev.spotdock.compute",
            excludeFilters = {
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "dev\\.spotdock\\.compute\\.provider\\..*|.*Tests.*|.*World.*"),
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Workers.class)
            })
    static class Module {

        @Bean
        static DataSourceTransactionManager transactions(DataSource database) {
            return new DataSourceTransactionManager(database);
        }
    }
}
