package dev.spotdock.web.broadcast;

import dev.spotdock.web.broadcast.KafkaProperties.SchemaRegistry;
import dev.spotdock.web.feed.EventSchemas;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** What the value of a record is: the data's JSON as it is, or Avro if there is a registry. */
@WithKafka
@Component
class EventValues {

    private final Supplier<Serializer<byte[]>> serializers;

    EventValues(KafkaProperties settings, EventSchemas schemas, SslBundles tls) {
        SchemaRegistry registry = settings.schemaRegistry();
        this.serializers =
                StringUtils.hasText(registry.url())
                        ? avro(registry, settings, schemas, tls)
                        : ByteArraySerializer::new;
    }

    /** Takes the data's JSON; one for each producer. */
    Serializer<byte[]> serializer() {
        return serializers.get();
    }

    private static Supplier<Serializer<byte[]>> avro(
            SchemaRegistry registry,
            KafkaProperties settings,
            EventSchemas schemas,
            SslBundles tls) {
        AvroSchemas known = new AvroSchemas(schemas);
        RegistryConnection connection = RegistryConnection.to(registry, tls);
        return () ->
                new AvroValues(
                        known, connection.serializer(), settings.deliveryTimeout().dividedBy(2));
    }
}
