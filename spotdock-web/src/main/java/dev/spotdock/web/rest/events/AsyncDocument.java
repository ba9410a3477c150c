package dev.spotdock.web.rest.events;

import dev.spotdock.web.broadcast.RelayTopic;
import dev.spotdock.web.feed.Audience;
import dev.spotdock.web.feed.EventSchemas;
import dev.spotdock.web.feed.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AsyncAPI 3 document: {@code asyncapi.json}, which describes the channels, and every type of
 * event as a message of each.
 */
@Component
class AsyncDocument {

    private static final String TEMPLATE = "asyncapi.json";

    /** Channels, and the types of events that they tell. */
    private static final Map<String, Set<EventType>> CHANNELS =
            Map.of(
                    "serverSentEvents", EnumSet.allOf(EventType.class),
                    "webSocket", EnumSet.allOf(EventType.class),
                    "webhooks", EnumSet.allOf(EventType.class),
                    "marketEvents", RelayTopic.MARKET.types(),
                    "auctionEvents", RelayTopic.AUCTION.types());

    private final ObjectNode document;

    AsyncDocument(EventSchemas schemas, JsonMapper json) {
        document = (ObjectNode) json.readTree(template());
        for (EventType type : EventType.values()) {
            String name = type.wireName();
            ((ObjectNode) document.at("/components/messages"))
                    .set(name, message(type, schemas.of(name).orElseThrow()));
            CHANNELS.forEach((channel, types) -> {
                if (types.contains(type)) {
                    ((ObjectNode) document.at("/channels/" + channel + "/messages"))
                            .putObject(name)
                            .put("$ref", "#/components/messages/" + name);
                }
            });
        }
    }

    private static byte[] template() {
        try (InputStream file = AsyncDocument.class.getResourceAsStream(TEMPLATE)) {
            return Objects.requireNonNull(file, TEMPLATE).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode message(EventType type, ObjectNode data) {
        ObjectNode message = document.objectNode();
        message.put("name", type.wireName());
        message.put("title", type.wireName());
        message.put("summary", "Seen by " + readers(type.audience()) + ".");
        message.put("contentType", "application/json");
        data.remove("$schema"); // a schema within another document
        ObjectNode payload = message.putObject("payload");
        payload.putArray("allOf").addObject().put("$ref", "#/components/schemas/cloudEvent");
        ObjectNode properties = payload.putObject("properties");
        properties.putObject("type").put("const", type.wireName());
        properties.putObject("dataschema").put("const", type.schemaPath());
        properties.set("data", data);
        return message;
    }

    private static String readers(Audience audience) {
        return switch (audience) {
            case PUBLIC -> "everybody with a credential";
            case OWNER -> "the account that it is about, and operators";
            case PARTNER -> "partners, the account that it is about, and operators";
            case OPERATOR -> "operators";
        };
    }

    /**
     * The document as this server serves it.
     *
     * @param host and port, as the caller knows it
     */
    ObjectNode at(String host, boolean secure) {
        ObjectNode copy = document.deepCopy();
        ObjectNode servers = (ObjectNode) copy.at("/servers");
        server(servers, "http", host, secure ? "https" : "http");
        server(servers, "webSocket", host, secure ? "wss" : "ws");
        return copy;
    }

    private static void server(ObjectNode servers, String name, String host, String protocol) {
        servers.putObject(name).put("host", host).put("protocol", protocol);
    }
}
