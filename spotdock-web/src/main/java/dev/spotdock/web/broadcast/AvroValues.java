package dev.spotdock.web.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes Avro of an event's JSON. The registry is asked once for each type of event; until it has
 * answered, that event is not sent. For one thread.
 */
final class AvroValues implements Serializer<byte[]> {

    private static final String MEDIA_TYPE = "avro/binary";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AvroSchemas schemas;
    private final AvroKafkaSerializer<GenericRecord> serializer;
    private final Duration patience;
    private final Set<String> registered = new HashSet<>();

    /**
     * Makes one.
     *
     * @param patience how long the registry may take: its client itself would wait for ever
     */
    AvroValues(
            AvroSchemas schemas, AvroKafkaSerializer<GenericRecord> serializer, Duration patience) {
        this.schemas = schemas;
        this.serializer = serializer;
        this.patience = patience;
    }

    /**
     * The event's data, and says in its headers what it is now.
     *
     * @throws SerializationException if the data is not as its type has it
     * @throws SchemaRegistryException if the registry does not know the schema, and does not take
     *     it
     */
    @Override
    public byte[] serialize(String topic, Headers headers, byte[] json) {
        String type = new String(headers.lastHeader("ce_type").value(), UTF_8);
        GenericRecord data = read(schemas.of(type), json);
        byte[] value =
                registered.contains(type)
                        ? serialized(topic, headers, data)
                        : inTime(() -> serialized(topic, headers, data));
        registered.add(type);
        headers.remove("content-type").add("content-type", MEDIA_TYPE.getBytes(UTF_8));
        return value;
    }

    /** Not without headers: they say what it is. */
    @Override
    public byte[] serialize(String topic, byte[] json) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        serializer.close();
    }

    private static GenericRecord read(Schema schema, byte[] json) {
        try {
            return AvroData.record(schema, JSON.readTree(json));
        } catch (IllegalArgumentException | JacksonException e) {
            throw new SerializationException("no " + schema.getName(), e);
        }
    }

    private byte[] serialized(String topic, Headers headers, GenericRecord data) {
        try {
            return serializer.serialize(topic, headers, data);
        } catch (RuntimeException e) { // of any kind, and of Kiota's
            throw new SchemaRegistryException(e);
        }
    }

    private byte[] inTime(Callable<byte[]> call) {
        FutureTask<byte[]> task = new FutureTask<>(call);
        Thread.ofVirtual().name("schema-registry").start(task);
        try {
            return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new SchemaRegistryException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // which sets the flag again
        } finally {
            task.cancel(true);
        }
    }
}
