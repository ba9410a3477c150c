package dev.spotdock.web.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.Ids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.Told;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class KafkaRelayTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    /** Short, because a pass that finds nothing waits for a third of twice of it. */
    private static final KafkaProperties SETTINGS =
            new KafkaProperties(
                    "none:1",
                    false,
                    1,
                    null,
                    Duration.ofDays(7),
                    Duration.ofSeconds(2),
                    2,
                    Duration.ofSeconds(5),
                    new KafkaProperties.SchemaRegistry(null, null, null, null),
                    Map.of());

    private final JdbcClient jdbc = web.bean(JdbcClient.class);
    private final RecordingProducers producers = new RecordingProducers();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RelayStatus status = new RelayStatus(meters);
    private final RelayLease lease = new RelayLease(jdbc, SETTINGS, web.bean(Ids.class));
    private final KafkaRelay relay =
            new KafkaRelay(
                    web.bean(Feed.class),
                    lease,
                    new KafkaTopics(new KafkaClients(SETTINGS), SETTINGS),
                    producers,
                    status,
                    SETTINGS);
    private final Told told = new Told(web);
    private long start;

    @BeforeEach
    void beginAtTheFeedsEnd() {
        told.restart();
        start = jdbc.sql("select position from feed.head").query(Long.class).single();
        jdbc.sql("delete from feed.relay").update();
        leaseTo(start, Duration.ofSeconds(-1));
    }

    /** As if another instance had been there. */
    private void leaseTo(long position, Duration until) {
        jdbc.sql(
                        """
                        insert into feed.relay as r (name, position, epoch, holder, leased_until)
                        values ('kafka', ?, 7, gen_random_uuid(),
                            clock_timestamp() + ? * interval '1 second')
                        on conflict (name) do update set position = excluded.position,
                            epoch = r.epoch + 1, holder = excluded.holder,
                            leased_until = excluded.leased_until
                        """)
                .params(position, until.toSeconds())
                .update();
    }

    private void append(String type, String key) {
        jdbc.sql(
                        """
                        with head as (
                            update feed.head set position = position + 1 returning position)
                        insert into feed.event (position, event_id, type, audience, subject, key,
                            account_id, at, recorded_at, data)
                        select position, gen_random_uuid(), ?, 'owner', ?, ?, ?,
                            clock_timestamp(), clock_timestamp(), '{}'
                        from head
                        """)
                .params(type, key, key, new UUID(0x7000, 1))
                .update();
        told.look();
    }

    private long stored() {
        return jdbc.sql("select position from feed.relay").query(Long.class).single();
    }

    private CompletableFuture<Void> running() {
        return CompletableFuture.runAsync(() -> relay.runOnce(NOW), Thread::startVirtualThread);
    }

    private void awaitKeys(int producer, String... keys) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> producers.keys(producer).equals(List.of(keys)));
    }

    @Test
    void aPositionIsStoredWhenEverythingBeforeItIsAcknowledged() throws Exception {
        append("bid.submitted", "a");
        append("bid.submitted", "b");
        var pass = running();
        awaitKeys(0, "a", "b");
        producers.latest().completeNext();
        assertThat(stored()).isEqualTo(start);
        producers.latest().completeNext();
        pass.get(10, TimeUnit.SECONDS);
        assertThat(stored()).isEqualTo(start + 2);
        assertThat(meters.get("spotdock.kafka.sent").counter().count()).isEqualTo(2);
    }

    @Test
    void whatWasNotAcknowledgedIsSentAgainInOrderByAnotherProducer() throws Exception {
        for (String key : List.of("a", "b", "c", "d")) {
            append("bid.submitted", key);
        }
        var pass = running();
        awaitKeys(0, "a", "b", "c", "d");
        producers.latest().completeNext();
        producers.latest().completeNext();
        producers.latest().errorNext(new TimeoutException("broker is away"));
        pass.get(10, TimeUnit.SECONDS);
        // Not a moment later, when it could have sent what follows on a gap.
        assertThat(producers.closer()).isSameAs(Thread.currentThread());
        assertThat(stored()).as("what had arrived").isEqualTo(start + 2);
        assertThat(status.warning().orElseThrow()).contains("TimeoutException");
        assertThat(relay.interval()).isPositive();
        producers.acknowledge();
        relay.runOnce(NOW);
        assertThat(producers.keys(1)).containsExactly("c", "d");
        assertThat(stored()).isEqualTo(start + 4);
        assertThat(status.isFailing()).isFalse();
    }

    @Test
    void aLaterBatchThatArrivedMovesNothingWhileAnEarlierOneDidNot() throws Exception {
        for (String key : List.of("a", "b", "c", "d")) {
            append("bid.submitted", key);
        }
        var pass = running();
        awaitKeys(0, "a", "b", "c", "d");
        producers.latest().errorNext(new TimeoutException("broker is away"));
        while (producers.latest().completeNext()) {
            // all of the others
        }
        pass.get(10, TimeUnit.SECONDS);
        assertThat(stored()).isEqualTo(start);
    }

    @Test
    void aFormerHolderNeitherMovesThePositionNorSendsOn() throws Exception {
        append("bid.submitted", "a");
        var pass = running();
        awaitKeys(0, "a");
        leaseTo(start, Duration.ofHours(1));
        producers.latest().completeNext();
        pass.get(10, TimeUnit.SECONDS);
        assertThat(stored()).isEqualTo(start);
        assertThat(producers.latest().closed()).isTrue();
        relay.runOnce(NOW);
        assertThat(producers.keys(1)).isEmpty();
    }

    @Test
    void nobodySendsWhileAnotherInstanceDoes() {
        leaseTo(start, Duration.ofHours(1));
        append("bid.submitted", "a");
        relay.runOnce(NOW);
        assertThat(producers.keys(0)).isEmpty();
        assertThat(relay.interval()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatLetsGoCanBeTakenAtOnce() {
        append("bid.submitted", "a");
        producers.acknowledge();
        relay.runOnce(NOW);
        RelayLease next = new RelayLease(jdbc, SETTINGS, web.bean(Ids.class));
        assertThat(next.hold(NOW)).isEmpty();
        lease.stop();
        assertThat(next.hold(NOW.plusSeconds(2)))
                .hasValueSatisfying(term -> assertThat(term.position()).isEqualTo(start + 1));
    }

    @Test
    void walletsAndNodesArePassedOver() {
        append("wallet.low", "w");
        append("bid.submitted", "a");
        append("node.added", "n");
        producers.acknowledge();
        relay.runOnce(NOW);
        assertThat(producers.keys(0)).containsExactly("a");
        assertThat(stored()).isEqualTo(start + 3);
    }

    @Test
    void whatIsNotKeptAnyMoreIsSkippedAndCounted() {
        append("bid.submitted", "a");
        append("bid.submitted", "b");
        jdbc.sql("delete from feed.event where position <= ?").param(start + 1).update();
        jdbc.sql("update feed.head set removed_until = ?").param(start + 1).update();
        told.restart();
        producers.acknowledge();
        relay.runOnce(NOW);
        assertThat(producers.keys(0)).containsExactly("b");
        assertThat(stored()).isEqualTo(start + 2);
        assertThat(meters.get("spotdock.kafka.skipped").counter().count()).isEqualTo(1);
    }
}
