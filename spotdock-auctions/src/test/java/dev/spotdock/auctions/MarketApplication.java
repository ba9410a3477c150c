package dev.spotdock.auctions;

import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.message.DatabasePulse;
import dev.spotdock.kernel.message.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionTemplate;

/** The module alone, with what the composition root would give it. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan
@ConfigurationPropertiesScan
class MarketApplication {

    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final AtomicLong IDS = new AtomicLong();

    @Bean
    AtomicReference<Instant> time() {
        return new AtomicReference<>(START);
    }

    @Bean
    InstantSource clock(AtomicReference<Instant> time) {
        return time::get;
    }

    @Bean
    Ids ids() {
        return () -> new UUID(IDS.incrementAndGet(), 0);
    }

    @Bean
    Waker waker() {
        return _ -> {};
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    RecordingFunding funding() {
        return new RecordingFunding();
    }

    /** Nothing of {@code forbidden/} may run. */
    @Bean
    ImageRules images() {
        return images ->
                images.stream()
                        .filter(image -> image.startsWith("forbidden/"))
                        .collect(Collectors.toMap(image -> image, _ -> "not on the list"));
    }

    @Bean
    RecordedEvents events() {
        return new RecordedEvents();
    }

    @Bean
    CommandBus commandBus() {
        return SimpleCommandBus.builder().build();
    }

    @Bean
    Commands commands(CommandBus bus, PlatformTransactionManager transactions) {
        DefaultCommandGateway gateway = DefaultCommandGateway.builder().commandBus(bus).build();
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        return new Commands() {
            @Override
            public <R extends @Nullable Object> R send(Command<R> command) {
                return transaction.execute(_ -> gateway.<R>sendAndWait(command));
            }
        };
    }

    @Bean
    Transactions transactions(PlatformTransactionManager transactions) {
        return new TemplateTransactions(new TransactionTemplate(transactions));
    }

    @Bean
    DatabasePulse pulse() {
        return () -> Optional.of(START);
    }

    @Bean
    RecordingDeposits deposits() {
        return new RecordingDeposits();
    }

    private record TemplateTransactions(TransactionTemplate template) implements Transactions {

        @Override
        @SuppressWarnings("NullAway") // the template does not say that it yields what the work does
        public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
            return template.execute(_ -> work.get());
        }

        @Override
        public void rollbackOnly() {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
    }

    /** Subscribes every command handler of the module. */
    static void subscribe(ApplicationContext context) {
        CommandBus bus = context.getBean(CommandBus.class);
        for (String name : context.getBeanDefinitionNames()) {
            Object bean = context.getBean(name);
            if (bean.getClass().getPackageName().startsWith("dev.spotdock.auctions.")) {
                new AnnotationCommandHandlerAdapter<>(bean).subscribe(bus);
            }
        }
    }
}
