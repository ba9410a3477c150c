package dev.spotdock.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.message.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class MessagingTests {

    /** Above Axon's default of 10,000 positions, behind which a gap is forgotten. */
    private static final int OTHERS = 20_000;

    private static final int OTHERS_AT_ONCE = 100;

    private static EmbeddedPostgres postgres;
    private static ConfigurableApplicationContext context;
    private static Commands commands;
    private static Events events;
    private static Transactions transactions;
    private static JdbcClient jdbc;
    private static Ids ids;
    private static MessagingApp.Seen seen;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        context =
                new SpringApplicationBuilder(MessagingApp.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--spring.datasource.url="
                                        + postgres.getJdbcUrl("postgres", "postgres"),
                                "--spring.flyway.locations=classpath:db/migration/axon",
                                "--management.endpoint.health.group.readiness.include=db",
                                "--spotdock.events.fetch-delay=20s");
        commands = context.getBean(Commands.class);
        events = context.getBean(Events.class);
        transactions = context.getBean(Transactions.class);
        jdbc = context.getBean(JdbcClient.class);
        ids = context.getBean(Ids.class);
        seen = context.getBean(MessagingApp.Seen.class);
        jdbc.sql("create table if not exists noted (bid uuid primary key)").update();
    }

    @AfterAll
    static void stop() throws IOException {
        context.close();
        postgres.close();
    }

    @AfterEach
    void leavesNoUnitOfWorkBehind() {
        assertThat(CurrentUnitOfWork.isStarted()).isFalse();
    }

    @Test
    void aCommandsEventReachesAHandlerAtOnceAndASagaThatCommandsAgain() throws Exception {
        BidId bid = new BidId(ids.next());
        long answered = commands.send(new MessagingApp.Note(bid, false));
        // far less than the fetch delay of 20 s: the processor was told after the commit
        assertThat(seen.finished(bid).await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answered).isEqualTo(1);
        assertThat(rows(bid)).isEqualTo(1);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(sagas()).isZero());
    }

    @Test
    void aCommandWithinATransactionIsToldOnlyAfterTheOuterCommit() throws Exception {
        BidId bid = new BidId(ids.next());
        transactions.inTransaction(() -> {
            commands.send(new MessagingApp.Note(bid, false));
            return rows(bid);
        });
        assertThat(seen.finished(bid).await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatAHandlerThrowsReachesTheCallerAndRollsBack() {
        BidId bid = new BidId(ids.next());
        assertThatThrownBy(() -> commands.send(new MessagingApp.Note(bid, true)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(rows(bid)).isZero();
        assertThat(eventsOf(bid)).isZero();
    }

    @Test
    void aFailedCommandDoomsTheOuterTransactionEvenIfItsExceptionIsCaught() {
        BidId bid = new BidId(ids.next());
        assertThatThrownBy(() ->
                        transactions.inTransaction(() -> {
                            try {
                                commands.send(new MessagingApp.Note(bid, true));
                            } catch (UnsupportedOperationException swallowed) {
                                return false;
                            }
                            return true;
                        }))
                .isInstanceOf(RuntimeException.class);
        assertThat(rows(bid)).isZero();
        assertThat(eventsOf(bid)).isZero();
    }

    @Test
    void rollbackOnlyLeavesNeitherRowsNorEvents() {
        BidId bid = new BidId(ids.next());
        String answer =
                transactions.inTransaction(() -> {
                    commands.send(new MessagingApp.Note(bid, false));
                    transactions.rollbackOnly();
                    return "refused";
                });
        assertThat(answer).isEqualTo("refused");
        assertThat(rows(bid)).isZero();
        assertThat(eventsOf(bid)).isZero();
    }

    @Test
    void publishingOutsideATransactionFails() {
        assertThatThrownBy(() -> events.publish("lost")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rollbackOnlyOutsideATransactionFails() {
        assertThatThrownBy(transactions::rollbackOnly).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sagasAndHandlersArePooled() {
        var processing = context.getBean(EventProcessingConfiguration.class);
        assertThat(processing.eventProcessors()).containsOnlyKeys("notes", "bid-lifecycle");
        for (EventProcessor processor : processing.eventProcessors().values()) {
            assertThat(processor).isInstanceOf(PooledStreamingEventProcessor.class);
            assertThat(processor.isError()).isFalse();
        }
        assertThat(
                        jdbc.sql(
                                        "select count(*) from axon.token_entry where processor_name"
                                                + " = 'bid-lifecycle'")
                                .query(Long.class)
                                .single())
                .isEqualTo(4);
    }

    @Test
    void aProcessorWithoutAPositionReadsFromTheVeryFirstEvent() throws Exception {
        BidId bid = new BidId(ids.next());
        commands.send(new MessagingApp.Note(bid, false));
        assertThat(seen.finished(bid).await(10, TimeUnit.SECONDS)).isTrue();
        EventProcessor notes =
                Objects.requireNonNull(
                        context.getBean(EventProcessingConfiguration.class)
                                .eventProcessors()
                                .get("notes"));
        notes.shutDown();
        seen.forget(bid);
        jdbc.sql("delete from axon.token_entry where processor_name = 'notes'").update();
        notes.start();
        assertThat(seen.finished(bid).await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anEventThatCommitsLateBehindManyOthersIsNotLost() throws Exception {
        BidId late = new BidId(ids.next());
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch othersDone = new CountDownLatch(1);
        Thread holder =
                Thread.ofVirtual()
                        .start(() ->
                                transactions.inTransaction(() -> {
                                    holdAnIndexOpen(late, appended, othersDone);
                                    return null;
                                }));
        assertThat(appended.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < OTHERS / OTHERS_AT_ONCE; i++) {
            transactions.inTransaction(() -> {
                events.publish(Collections.nCopies(OTHERS_AT_ONCE, "other").toArray());
                return null;
            });
        }
        BidId last = new BidId(ids.next());
        commands.send(new MessagingApp.Note(last, false));
        // Whoever reads is past all of them by now, and past the hole.
        assertThat(seen.finished(last).await(20, TimeUnit.SECONDS)).isTrue();
        othersDone.countDown();
        assertThat(holder.join(Duration.ofSeconds(10))).isTrue();
        assertThat(seen.finished(late).await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(index(last)).isGreaterThan(index(late) + OTHERS);
    }

    /** Publishes at once, so that the index is taken, and commits only when the others have. */
    private static void holdAnIndexOpen(
            BidId bid, CountDownLatch appended, CountDownLatch othersDone) {
        commands.send(new MessagingApp.Note(bid, false));
        CurrentUnitOfWork.get()
                .onCommit(unit -> {
                    appended.countDown();
                    try {
                        assertThat(othersDone.await(60, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static long rows(BidId bid) {
        return jdbc.sql("select count(*) from noted where bid = ?")
                .param(bid.value())
                .query(Long.class)
                .single();
    }

    private static long sagas() {
        return jdbc.sql(
                        "select (select count(*) from axon.saga_entry) + (select count(*) from"
                                + " axon.association_value_entry)")
                .query(Long.class)
                .single();
    }

    private static long index(BidId bid) {
        return jdbc.sql(
                        "select min(global_index) from axon.domain_event_entry where"
                                + " convert_from(payload, 'UTF8') like ?")
                .param("%" + bid + "%")
                .query(Long.class)
                .single();
    }

    private static long eventsOf(BidId bid) {
        return jdbc.sql(
                        "select count(*) from axon.domain_event_entry where convert_from(payload,"
                                + " 'UTF8') like ?")
                .param("%" + bid + "%")
                .query(Long.class)
                .single();
    }
}
