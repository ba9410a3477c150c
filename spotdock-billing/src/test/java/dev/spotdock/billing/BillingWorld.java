package dev.spotdock.billing;

import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.message.Events;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The module on a real PostgreSQL, with a clock that is set and events that are recorded. */
public final class BillingWorld {

    private final AnnotationConfigApplicationContext context;
    private final Dispatcher dispatcher;

    private BillingWorld(EmbeddedPostgres postgres) {
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .locations("classpath:db/migration/billing")
                .load()
                .migrate();
        this.context = new AnnotationConfigApplicationContext();
        context.registerBean(
                DataSource.class,
                () ->
                        DataSourceBuilder.create()
                                .url(postgres.getJdbcUrl("postgres", "postgres"))
                                .build());
        context.register(Wiring.class);
        context.refresh();
        this.dispatcher = context.getBean(Dispatcher.class);
    }

    /** One for all test classes of a run: each uses its own accounts. */
    public static BillingWorld shared() {
        return Shared.WORLD;
    }

    private static final class Shared {
        static final BillingWorld WORLD = start();
    }

    private static BillingWorld start() {
        try {
            return new BillingWorld(
                    EmbeddedPostgres.builder().setServerConfig("max_connections", "80").start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public <R extends @Nullable Object> R send(Command<R> command) {
        return dispatcher.send(command);
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
        clock().now = now;
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

    public Clock clock() {
        return context.getBean(Clock.class);
    }

    public MarketRates rates() {
        return context.getBean(MarketRates.class);
    }

    public WalletDetails wallet(dev.spotdock.kernel.id.AccountId account) {
        return this.<WalletDetails>one(new FindWallet(account)).orElseThrow();
    }

    @SuppressWarnings("unchecked") // what the contract of single queries says
    public <T> Optional<T> one(Object query) {
        return (Optional<T>) Objects.requireNonNull(dispatcher.ask(query));
    }

    @SuppressWarnings("unchecked") // what the contract of list queries says
    public <T> List<T> list(Object query) {
        return (List<T>) Objects.requireNonNull(dispatcher.ask(query));
    }

    public <T> List<T> events(Class<T> type) {
        return context.getBean(Recorder.class).events.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    public MeterRegistry metrics() {
        return context.getBean(MeterRegistry.class);
    }

    public UUID id() {
        return context.getBean(Ids.class).next();
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
        private final List<Object> events = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(Object... published) {
            events.addAll(List.of(published));
        }
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
        Recorder events() {
            return new Recorder();
        }

        @Bean
        Ids ids() {
            AtomicLong last = new AtomicLong();
            return () -> new UUID(7L << 12, last.incrementAndGet());
        }

        @Bean
        Clock clock() {
            return new Clock();
        }

        @Bean
        MarketRates rates(JdbcClient jdbc, Clock clock) {
            return new MarketRates(jdbc, clock);
        }

        @Bean
        MeterRegistry metrics() {
            return new SimpleMeterRegistry();
        }
    }
}
