package dev.spotdock.web.broadcast;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the topics that are not there, unless that is switched off; never changes one. */
@WithKafka
@Component
class KafkaTopics {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

    private final KafkaClients clients;
    private final KafkaProperties settings;
    private boolean areThere;

    KafkaTopics(KafkaClients clients, KafkaProperties settings) {
        this.clients = clients;
        this.settings = settings;
        this.areThere = !settings.createTopics();
    }

    /**
     * Makes what is missing, once, and again after {@link #forget}.
     *
     * @throws KafkaException if Kafka is away, or does not allow it
     */
    synchronized void prepare() {
        if (areThere) {
            return;
        }
        try (Admin admin = clients.admin()) {
            Set<String> known = get(admin.listTopics().names());
            List<NewTopic> missing =
                    Arrays.stream(RelayTopic.values())
                            .map(RelayTopic::wireName)
                            .filter(name -> !known.contains(name))
                            .map(this::topic)
                            .toList();
            admin.createTopics(missing).values().forEach(KafkaTopics::made);
        }
        areThere = true;
    }

    /** Somebody may have put an empty Kafka in the place of the old one. */
    synchronized void forget() {
        areThere = !settings.createTopics();
    }

    private NewTopic topic(String name) {
        return new NewTopic(
                        name,
                        Optional.of(settings.partitions()),
                        Optional.ofNullable(settings.replicas()).map(Integer::shortValue))
                .configs(
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(settings.keepFor().toMillis())));
    }

    private static void made(String name, KafkaFuture<Void> answer) {
        try {
            get(answer);
            LOG.info("Made the topic {} in Kafka", name);
        } catch (TopicExistsException _) {
            LOG.debug("somebody else has made the topic {}", name);
        }
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
