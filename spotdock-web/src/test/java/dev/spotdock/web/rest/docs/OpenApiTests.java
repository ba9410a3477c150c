package dev.spotdock.web.rest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class OpenApiTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static JsonNode document() {
        Answer answer = web.send(web.anonymous("/v3/api-docs"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void everyPathOfTheApiIsDocumented() {
        var mapped =
                web
                        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                        .getHandlerMethods()
                        .keySet()
                        .stream()
                        .flatMap(info -> info.getPatternValues().stream())
                        .filter(path -> path.matches("/(api|schemas)/.*"))
                        .collect(Collectors.toSet());
        JsonNode document = document();
        assertThat(document.at("/openapi").asString()).startsWith("3.1");
        assertThat(
                        document.at("/paths").properties().stream()
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()))
                .isEqualTo(mapped);
    }

    @Test
    void everyOperationHasASummaryASuccessWithABodyAndItsProblems() {
        document()
                .at("/paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(operation ->
                                        check(
                                                operation.getKey() + " " + path.getKey(),
                                                operation.getValue())));
    }

    private static void check(String name, JsonNode operation) {
        assertThat(operation.at("/summary").asString()).as(name).isNotBlank();
        JsonNode responses = operation.at("/responses");
        Map.Entry<String, JsonNode> success = responses.properties().iterator().next();
        assertThat(success.getKey()).as(name).startsWith("2");
        if (!success.getKey().equals("204")) {
            checkContent(name, success.getValue().at("/content"));
        }
        for (String status : new String[] {"401", "429", "500", "503"}) {
            assertThat(responses.has(status)).as(name + " " + status).isTrue();
        }
        if (name.contains("{")) {
            assertThat(responses.has("404")).as(name + " 404").isTrue();
        }
        if (operation.has("requestBody")) {
            assertThat(
                            operation
                                    .at("/requestBody/content/application~1json/schema/$ref")
                                    .asString())
                    .as(name)
                    .endsWith("Request");
        }
        if (name.startsWith("post")) {
            assertThat(responses.has("422")).as(name + " 422").isTrue();
            assertThat(operation.at("/parameters").toString()).contains("Idempotency-Key");
        }
        assertThat(operation.at("/parameters").toString()).as(name).doesNotContain("caller");
    }

    private static void checkContent(String name, JsonNode content) {
        assertThat(content.properties().iterator().next().getKey())
                .as(name)
                .isIn(
                        "application/json",
                        "application/schema+json",
                        "text/event-stream",
                        "text/plain");
        JsonNode shown = content.values().iterator().next();
        assertThat(shown.at("/schema").isEmpty()).as(name + " schema").isFalse();
    }

    @Test
    void pricesAreDocumentedAsJsonAndAsATable() {
        JsonNode operation = document().at("/paths").get("/api/v1/pools/{pool}/prices").get("get");
        assertThat(operation.at("/operationId").asString()).isEqualTo("listPrices");
        JsonNode content = operation.at("/responses/200/content");
        assertThat(content.at("/application~1json/schema").isEmpty()).isFalse();
        assertThat(content.at("/text~1csv/schema/type").asString()).isEqualTo("string");
        assertThat(operation.at("/parameters").findValuesAsString("name"))
                .containsExactlyInAnyOrder("pool", "from", "to", "limit", "cursor");
    }

    /** One convention for all lists, so that one loop reads any of them. */
    @Test
    void everyListComesInPages() {
        JsonNode document = document();
        Set<String> lists = new TreeSet<>();
        document.at("/paths")
                .properties()
                .forEach(path -> {
                    JsonNode get = path.getValue().at("/get");
                    String ref =
                            get.at("/responses/200/content/application~1json/schema/$ref")
                                    .asString();
                    JsonNode shown =
                            ref.isEmpty() ? get : document.at(ref.substring(1)).at("/properties");
                    if (shown.has("items")) {
                        lists.add(path.getKey());
                        assertThat(shown.has("next")).as(path.getKey()).isTrue();
                        assertThat(get.at("/parameters").findValuesAsString("name"))
                                .as(path.getKey())
                                .contains(
                                        "limit",
                                        // a position in the feed can be kept for days
                                        path.getKey().equals("/api/v1/events")
                                                ? "after"
                                                : "cursor");
                    }
                });
        assertThat(lists)
                .contains(
                        "/api/v1/bids",
                        "/api/v1/bids/{id}/history",
                        "/api/v1/pools",
                        "/api/v1/nodes",
                        "/api/v1/invoices",
                        "/api/v1/vehicles",
                        "/api/v1/auctions",
                        "/api/v1/auctions/{id}/lots",
                        "/api/v1/lots/{id}/bids",
                        "/api/v1/reservations",
                        "/api/v1/wallet/entries");
    }

    @Test
    void bothCredentialsAreDocumented() {
        JsonNode schemes = document().at("/components/securitySchemes");
        assertThat(schemes.at("/bearer/scheme").asString()).isEqualTo("bearer");
        assertThat(schemes.at("/apiKey/name").asString()).isEqualTo("X-API-Key");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = document();
        document.findValues("$ref")
                .forEach(ref ->
                        assertThat(document.at(ref.asString().substring(1)).isMissingNode())
                                .as(ref.asString())
                                .isFalse());
    }

    @Test
    void everyExampleOfABodyWorksWhenPasted() {
        document().at("/paths").properties().stream()
                // The account of the examples is made before it logs in.
                .sorted(Comparator.comparing(path -> !path.getKey().equals("/api/v1/accounts")))
                .forEach(path ->
                        path.getValue()
                                .at("/post/requestBody/content/application~1json")
                                .findValues("value")
                                .forEach(example -> paste(path.getKey(), example)));
        assertThat(web.market().commands).hasSizeGreaterThanOrEqualTo(4);
    }

    private static void paste(String path, JsonNode example) {
        String account = web.get("/api/v1/me").at("/id");
        boolean changes = path.startsWith("/api/v1/webhooks/{id}") || path.endsWith("/decide");
        Answer answer =
                web.send(
                        web.asOperator(
                                        path.replace("{accountId}", account)
                                                .replace(
                                                        "{id}",
                                                        path.contains("{id}") ? id(path) : ""))
                                .header("Content-Type", "application/json"),
                        example.isString() ? example.asString() : example.toString());
        assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(changes ? 200 : 201);
    }

    private static String id(String path) {
        return switch (path.replaceAll("^/api/v1/|/.*$", "")) {
            case "webhooks" -> made("webhooks", "{\"url\": \"https://hooks.customer.example/\"}");
            case "auctions" -> auction();
            case "lots" ->
                    made(
                            "auctions/%s/lots".formatted(auction()),
                            """
                            {"item": {"vehicleId": "01900000-0000-7000-8000-000000000001"},
                             "startingPrice": {"amount": "1"}, "increment": {"amount": "1"}}\
                            """);
            default -> "{id}";
        };
    }

    private static String auction() {
        return made(
                "auctions",
                """
                {"title": "a", "startsAt": "2027-01-01T12:00:00Z", "endsAt": "2027-01-02T12:00:00Z"}\
                """);
    }

    private static String made(String list, String body) {
        return web.send(
                        web.asOperator("/api/v1/" + list)
                                .header("Content-Type", "application/json"),
                        body)
                .at("/id");
    }
}
