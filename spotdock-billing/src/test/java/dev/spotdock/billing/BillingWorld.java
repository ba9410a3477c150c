package dev.spotdock.billing;

import com.zaxxer.hikari.HikariDataSource;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.message.Events;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The module on a real PostgreSQL, with a clock that is set and events that are recorded. The
 * clock, the market, what was published and the ids outlive a restart.
 */
public final class BillingWorld implements AutoCloseable {

    private final Setup setup;
    private final Clock clock = new Clock();
    private final Recorder recorder = new Recorder();
    private final MarketRates rates = new MarketRates(this::jdbc, clock);
    private final AtomicLong lastId = new AtomicLong();
    private AnnotationConfigApplicationContext context;

    /**
     * How to open the module on a database that is migrated.
     *
     * @param settings {@code spotdock.billing.*}
     * @param connections at most, of the pool
     * @param seenThrough wraps what the module works with
     * @param idSpace distinguishes the ids of processes that share a database
     */
    record Setup(
            String url,
            Map<String, Object> settings,
            int connections,
            UnaryOperator<DataSource> seenThrough,
            long idSpace) {}

    BillingWorld(Setup setup) {
        this.setup = setup;
        this.context = start();
    }

    /** One for all test classes of a run: each uses its own accounts. */
    public static BillingWorld shared() {
        return Shared.WORLD;
    }

    /** Another one, on a database of its own. */
    static BillingWorld fresh(Map<String, Object> settings, int connections) {
        String url = TestServer.freshDatabase();
        return new BillingWorld(new Setup(url, settings, connections, UnaryOperator.identity(), 7));
    }

    private static final class Shared {
        static final BillingWorld WORLD = fresh(Map.of(), 10);
    }

    private AnnotationConfigApplicationContext start() {
        AnnotationConfigApplicationContext started = new AnnotationConfigApplicationContext();
        started.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", setup.settings));
        started.registerBean(HikariDataSource.class, this::pool);
        started.registerBean(
                "seen",
                DataSource.class,
                () -> setup.seenThrough.apply(started.getBean(HikariDataSource.class)),
                definition -> definition.setPrimary(true));
        started.registerBean(Clock.class, () -> clock);
        started.registerBean(Recorder.class, () -> recorder);
        started.registerBean(MarketRates.class, () -> rates);
        started.registerBean(Ids.class, () -> this::id);
        started.register(Wiring.class);
        started.refresh();
        return started;
    }

    private HikariDataSource pool() {
        HikariDataSource pool =
                DataSourceBuilder.create().type(HikariDataSource.class).url(setup.url).build();
        pool.setMaximumPoolSize(setup.connections);
        return pool;
    }

    /** Ends the process that the module runs in, as far as it can tell, and starts another. */
    void restart() {
        context.close();
        context = start();
    }

    @Override
    public void close() {
        context.close();
    }

    public <R extends @Nullable Object> R send(Command<R> command) {
        return dispatcher().send(command);
    }

    /** All that the work sends is one transaction. */
    public void inTransaction(Runnable work) {
        context.getBean(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    /** One pass of the metering loop. */
    public void meter(Instant now) {
        run("metering", now);
    }

    /** One pass of a loop. */
    public void run(String loop, Instant now) {
        clock.now = now;
        loop(loop).runOnce(now);
    }

    /** How long a loop would wait now. */
    public Duration pause(String loop) {
        return loop(loop).interval();
    }

    private Loop loop(String name) {
        return context.getBeansOfType(Loop.class).values().stream()
                .filter(loop -> loop.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private Dispatcher dispatcher() {
        return context.getBean(Dispatcher.class);
    }

    public Clock clock() {
        return clock;
    }

    public MarketRates rates() {
        return rates;
    }

    public WalletDetails wallet(dev.spotdock.kernel.id.AccountId account) {
        return this.<WalletDetails>one(new FindWallet(account)).orElseThrow();
    }

    @SuppressWarnings("unchecked") // what the contract of single queries says
    public <T> Optional<T> one(Object query) {
        return (Optional<T>) Objects.requireNonNull(dispatcher().ask(query));
    }

    @SuppressWarnings("unchecked") // what the contract of list queries says
    public <T> List<T> list(Object query) {
        return (List<T>) Objects.requireNonNull(dispatcher().ask(query));
    }

    public <T> List<T> events(Class<T> type) {
        return recorder.snapshot().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    /** One that takes part in no transaction of the module. */
    Connection connection() throws SQLException {
        return DriverManager.getConnection(setup.url);
    }

    public MeterRegistry metrics() {
        return context.getBean(MeterRegistry.class);
    }

    public UUID id() {
        return new UUID(setup.idSpace << 12, lastId.incrementAndGet());
    }

    /** A clock that stands still until it is set. */
    public static final class Clock implements InstantSource {
        volatile Instant now = Instant.parse("2026-11-10T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }
    }

    static final class Recorder implements Events {
        private final List<Object> events = new ArrayList<>();
        private volatile Consumer<Object> also = event -> {};

        @Override
        public void publish(Object... published) {
            for (Object event : published) {
                also.accept(event);
            }
            synchronized (events) {
                events.addAll(List.of(published));
            }
        }

        private List<Object> snapshot() {
            synchronized (events) {
                return List.copyOf(events);
            }
        }
    }

    /** Who is told of each event in the transaction that publishes it. */
    void onEvent(Consumer<Object> listener) {
        recorder.also = listener;
    }

    /** Finds handlers as Axon does, by annotation and type; a command opens a transaction. */
    static final class Dispatcher implements Commands {
        private final AnnotationConfigApplicationContext context;
        private final TransactionTemplate transactions;
        private final Map<Class<?>, Handler> handlers = new HashMap<>();

        Dispatcher(AnnotationConfigApplicationContext context, TransactionTemplate transactions) {
            this.context = context;
            this.transactions = transactions;
        }

        @Override
        @SuppressWarnings({
            "unchecked",
            "NullAway"
        }) // the contract of Command ties the answer's type
        public <R extends @Nullable Object> R send(Command<R> command) {
            return (R) transactions.execute(status -> ask(command));
        }

        @Nullable Object ask(Object message) {
            return handler(message.getClass()).invoke(message);
        }

        private synchronized Handler handler(Class<?> type) {
            if (handlers.isEmpty()) {
                for (Object bean : context.getBeansOfType(Object.class).values()) {
                    for (Method method : bean.getClass().getDeclaredMethods()) {
                        if (isHandler(method, CommandHandler.class)
                                || isHandler(method, QueryHandler.class)) {
                            method.setAccessible(true);
                            handlers.put(method.getParameterTypes()[0], new Handler(bean, method));
                        }
                    }
                }
            }
            return Optional.ofNullable(handlers.get(type)).orElseThrow();
        }

        private static boolean isHandler(Method method, Class<? extends Annotation> kind) {
            return method.isAnnotationPresent(kind);
        }
    }

    private record Handler(Object bean, Method method) {
        @Nullable Object invoke(Object message) {
            try {
                return method.invoke(bean, message);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Configuration
    @ComponentScan("dev.spotdock.billing")
    @ConfigurationPropertiesScan("dev.spotdock.billing")
    static class Wiring {
        @Bean
        JdbcClient jdbcClient(DataSource dataSource) {
            return JdbcClient.create(dataSource);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        TransactionTemplate transactions(PlatformTransactionManager manager) {
            return new TransactionTemplate(manager);
        }

        @Bean
        Dispatcher commands(
                AnnotationConfigApplicationContext context, TransactionTemplate transactions) {
            return new Dispatcher(context, transactions);
        }

        @Bean
        MeterRegistry metrics() {
            return new SimpleMeterRegistry();
        }
    }
}
