package dev.spotdock.web.broadcast;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;

/** Producers that remember what they were given; the test acknowledges it. */
final class RecordingProducers implements ProducerFactory<String, byte[]> {

    private final List<MockProducer<String, byte[]>> made = new ArrayList<>();
    private boolean acknowledging;
    private @Nullable Thread closer;

    /** From now on everything is acknowledged at once. */
    void acknowledge() {
        acknowledging = true;
    }

    synchronized MockProducer<String, byte[]> latest() {
        return made.getLast();
    }

    /** Who closed the first producer. */
    synchronized @Nullable Thread closer() {
        return closer;
    }

    /** The keys of what was given to a producer, in order. */
    synchronized List<String> keys(int producer) {
        return producer < made.size()
                ? made.get(producer).history().stream().map(ProducerRecord::key).toList()
                : List.of();
    }

    @Override
    public synchronized Producer<String, byte[]> createProducer() {
        if (made.isEmpty() || made.getLast().closed()) {
            made.add(
                    new MockProducer<>(
                            acknowledging,
                            null,
                            new StringSerializer(),
                            new ByteArraySerializer()));
        }
        return made.getLast();
    }

    @Override
    public synchronized void reset() {
        if (!made.isEmpty()) {
            closer = closer == null ? Thread.currentThread() : closer;
            made.getLast().close();
        }
    }
}
