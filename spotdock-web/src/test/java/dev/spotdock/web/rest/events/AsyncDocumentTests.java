package dev.spotdock.web.rest.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.feed.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class AsyncDocumentTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static JsonNode document() {
        var answer = web.send(web.anonymous("/v3/async-docs"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void everyTypeIsAMessageOfTheChannelsThatTellIt() {
        JsonNode document = document();
        assertThat(document.path("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(document.path("channels").propertyNames()).isNotEmpty();
        List<String> types = Arrays.stream(EventType.values()).map(EventType::wireName).toList();
        for (String channel : List.of("serverSentEvents", "webSocket", "webhooks")) {
            assertThat(messages(document, channel)).as(channel).containsAll(types);
        }
        assertThat(messages(document, "marketEvents"))
                .contains("bid.matched", "price.changed")
                .doesNotContain("wallet.low", "node.lost");
        for (EventType type : EventType.values()) {
            JsonNode payload =
                    document.path("components")
                            .path("messages")
                            .path(type.wireName())
                            .path("payload");
            assertThat(payload.at("/properties/type/const").asString()).isEqualTo(type.wireName());
            assertThat(payload.at("/properties/data/properties").isEmpty()).isFalse();
        }
    }

    private static Collection<String> messages(JsonNode document, String channel) {
        return document.path("channels").path(channel).path("messages").propertyNames();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = document();
        List<String> references = references(document);
        assertThat(references).hasSizeGreaterThan(EventType.values().length);
        assertThat(references)
                .allMatch(reference -> reference.startsWith("#/"))
                .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
    }

    private static List<String> references(JsonNode node) {
        List<String> found = new ArrayList<>();
        node.findValues("$ref").forEach(reference -> found.add(reference.asString()));
        return found;
    }

    @Test
    void theServersAreWhereItWasAskedFor() {
        JsonNode servers = document().path("servers");
        assertThat(servers.at("/http/host").asString()).isEqualTo("localhost:" + web.port());
        assertThat(servers.at("/http/protocol").asString()).isEqualTo("http");
        assertThat(servers.at("/webSocket/protocol").asString()).isEqualTo("ws");
    }
}
