package dev.spotdock.web.broadcast;

import org.apache.kafka.common.KafkaException;

/**
 * The schema registry is away, or does not take a schema: nothing can be sent, as without Kafka.
 */
final class SchemaRegistryException extends KafkaException {

    private static final long serialVersionUID = 1L;

    SchemaRegistryException(Throwable cause) {
        super("the schema registry: " + root(cause), cause);
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
