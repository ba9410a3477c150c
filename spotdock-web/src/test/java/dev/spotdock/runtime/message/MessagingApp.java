package dev.spotdock.runtime.message;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.message.DatabasePulse;
import dev.spotdock.kernel.message.Events;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.JpaAutoConfiguration;
import org.axonframework.springboot.autoconfig.JpaEventStoreAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The message infrastructure alone, with one command, two events, a handler and a saga. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            JdbcAutoConfiguration.class,
            JpaAutoConfiguration.class,
            JpaEventStoreAutoConfiguration.class,
            UpdateCheckerAutoConfiguration.class
        })
@ConfigurationPropertiesScan("dev.spotdock.runtime")
@ComponentScan("dev.spotdock.runtime")
public class MessagingApp {

    @Bean
    DatabasePulse pulse() {
        return () -> Optional.of(Instant.EPOCH);
    }

    record Note(BidId bidId, boolean fail) implements Command<Long> {}

    record Finish(BidId bidId) implements Command<Void> {}

    record Noted(BidId bidId) {}

    record Finished(BidId bidId) {}

    @Component
    static class Notes {

        private final JdbcClient jdbc;
        private final Events events;

        Notes(JdbcClient jdbc, Events events) {
            this.jdbc = jdbc;
            this.events = events;
        }

        @CommandHandler
        long on(Note note) {
            long rows =
                    jdbc.sql("insert into noted (bid) values (?)")
                            .param(note.bidId().value())
                            .update();
            events.publish(new Noted(note.bidId()));
            if (note.fail()) {
                throw new UnsupportedOperationException("on purpose");
            }
            return rows;
        }

        @CommandHandler
        void on(Finish finish) {
            events.publish(new Finished(finish.bidId()));
        }
    }

    /** Per bid a latch that opens when its {@link Finished} came. */
    @Component
    @ProcessingGroup("notes")
    static class Seen {

        private final Map<BidId, CountDownLatch> finished = new ConcurrentHashMap<>();

        CountDownLatch finished(BidId bidId) {
            return finished.computeIfAbsent(bidId, bid -> new CountDownLatch(1));
        }

        void forget(BidId bidId) {
            finished.remove(bidId);
        }

        @EventHandler
        void on(Finished event) {
            finished(event.bidId()).countDown();
        }
    }

    @Saga
    @ProcessingGroup("bid-lifecycle")
    public static class NoteSaga {

        private transient Commands commands;

        @Autowired
        void setCommands(Commands commands) {
            this.commands = commands;
        }

        @StartSaga
        @SagaEventHandler(associationProperty = "bidId")
        void on(Noted event) {
            commands.send(new Finish(event.bidId()));
        }

        @EndSaga
        @SagaEventHandler(associationProperty = "bidId")
        void on(Finished event) {}
    }
}
