package dev.spotdock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.fuzz.CapturedLog.Line;
import dev.spotdock.fuzz.Wire.Answer;
import dev.spotdock.fuzz.Wire.Header;
import dev.spotdock.fuzz.Wire.Sent;
import dev.spotdock.harness.Deployment;
import dev.spotdock.harness.Sales;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * One tenant asks for everything that another has, at every operation of the OpenAPI document that
 * takes an id, with ids of every kind; and reads whatever it may, looking for traces of the other.
 */
class IsolationIT {

    private enum Kind {
        /** Names something of a tenant's. */
        TENANTS,
        /** Names what everybody may know. */
        PUBLIC,
        /** Names what operators alone may know. */
        OPERATORS
    }

    /** What each parameter of an address names. A new one belongs here before it is released. */
    private static final Map<String, Kind> PARAMETERS =
            Map.ofEntries(
                    Map.entry("bids/{id}", Kind.TENANTS),
                    Map.entry("invoices/{id}", Kind.TENANTS),
                    Map.entry("api-keys/{id}", Kind.TENANTS),
                    Map.entry("invoices?accountId", Kind.TENANTS),
                    Map.entry("webhooks/{id}", Kind.TENANTS),
                    Map.entry("webhooks/{deliveryId}", Kind.TENANTS),
                    Map.entry("vehicles/{id}", Kind.TENANTS),
                    Map.entry("auctions/{id}", Kind.TENANTS), // while it is a draft
                    Map.entry("auctions?state", Kind.PUBLIC),
                    Map.entry("auctions?mine", Kind.PUBLIC),
                    Map.entry("lots/{id}", Kind.TENANTS), // of a draft
                    Map.entry("lots?valid", Kind.PUBLIC),
                    Map.entry("reservations/{id}", Kind.TENANTS),
                    Map.entry("webhooks?status", Kind.PUBLIC),
                    Map.entry("wallets/{accountId}", Kind.OPERATORS),
                    Map.entry("accounts/{id}", Kind.OPERATORS), // but to look at one's own
                    Map.entry("accounts?email", Kind.OPERATORS),
                    Map.entry("audit-events?account", Kind.OPERATORS),
                    Map.entry("audit-events?type", Kind.OPERATORS),
                    Map.entry("audit-events?from", Kind.OPERATORS),
                    Map.entry("audit-events?to", Kind.OPERATORS),
                    Map.entry("nodes/{name}", Kind.OPERATORS),
                    Map.entry("pools/{pool}", Kind.PUBLIC),
                    Map.entry("pools?from", Kind.PUBLIC),
                    Map.entry("pools?to", Kind.PUBLIC),
                    Map.entry("pools?unitPrice", Kind.PUBLIC),
                    Map.entry("bids?pool", Kind.PUBLIC),
                    Map.entry("bids?status", Kind.PUBLIC),
                    Map.entry("bids?tail", Kind.PUBLIC),
                    Map.entry("bids?follow", Kind.PUBLIC),
                    Map.entry("events?after", Kind.PUBLIC),
                    Map.entry("events?since", Kind.PUBLIC),
                    Map.entry("events?types", Kind.PUBLIC),
                    Map.entry("events?wait", Kind.PUBLIC),
                    Map.entry("/{type}", Kind.PUBLIC));

    /** Where a method of an address is more open than the others; said as method and place. */
    private static final Map<String, Kind> BY_METHOD = Map.of("GET accounts/{id}", Kind.TENANTS);

    /** Where an operation is less open than the others of its place. */
    private static final Map<String, Kind> BY_NAME =
            Map.of("POST /api/v1/lots/{id}/decide", Kind.OPERATORS);

    /** In every list; a cursor is tried as what it is. */
    private static final Set<String> PAGING = Set.of("limit", "cursor");

    private final SpotDockApp app = World.app();
    private final ApiDocument document = ApiDocument.of(app.deployment());
    private final Contract contract = new Contract(document);
    private final Wire wire = new Wire(app.deployment().base());
    private final SpotDockClient curious =
            Tenants.add(app, "curious-" + SpotDockClient.newOperation(), "1000");
    private final Set<String> failures = new TreeSet<>();
    private final Set<String> asked = new HashSet<>();
    private int calls;
    private int searched;

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    @Test
    void aTenantSeesAndChangesNothingOfAnother() {
        try (CapturedLog log = new CapturedLog()) {
            Victim victim = new Victim(app);
            Sales.of(curious, app.deployment().operator());
            assertThat(Victim.prices(victim.client())).contains(victim.ids().get("waiting bid"));
            String before = victim.state();
            int quiet = log.lines().size();
            document.operations().forEach(operation -> askForOthers(operation, victim));
            document.operations().forEach(operation -> read(operation, victim));
            useTheOthersCursors(victim);
            readWhatIsNoOperation(victim);
            assertThat(failures).isEmpty();
            assertThat(victim.state()).as("what the other has").isEqualTo(before);
            assertThat(log.lines().subList(quiet, log.lines().size()))
                    .filteredOn(Line::ofRequest)
                    .extracting(Line::text)
                    .as("log of the requests")
                    .noneMatch(line -> victim.traces().stream().anyMatch(line::contains));
            victim.leave();
            assertThat(log.lines())
                    .isNotEmpty()
                    .extracting(Line::text)
                    .as("the whole log")
                    .noneMatch(line -> victim.secrets().stream().anyMatch(line::contains));
            Totals.say(
                    "Isolation: %d requests with %d ids of another tenant at %d places, %d answers searched for %d traces, failures %d"
                            .formatted(
                                    calls,
                                    victim.ids().size(),
                                    asked.size(),
                                    searched,
                                    victim.traces().size(),
                                    failures.size()));
        }
    }

    @Test
    void everyParameterOfAnAddressIsKnown() {
        document.operations()
                .forEach(operation ->
                        places(operation)
                                .forEach(place ->
                                        assertThat(PARAMETERS)
                                                .as("say in IsolationIT what it names")
                                                .containsKey(place)));
    }

    private static List<String> places(ApiOperation operation) {
        List<String> places = new ArrayList<>();
        operation.parameters("path").forEach(p -> places.add(topic(operation) + "/{" + p + "}"));
        operation.parameters("query").stream()
                .filter(p -> !PAGING.contains(p))
                .forEach(p -> places.add(topic(operation) + "?" + p));
        return places;
    }

    private static String topic(ApiOperation operation) {
        return operation.path().replaceAll("^/api/v1/|/.*$", "");
    }

    /** Every id of the other's at every place that names something of somebody's. */
    private void askForOthers(ApiOperation operation, Victim victim) {
        for (String place : places(operation)) {
            if (kind(operation, place) == Kind.PUBLIC) {
                continue;
            }
            asked.add(operation.method() + " " + place);
            Answer nothing = call(operation, place, UUID.randomUUID().toString(), victim);
            victim.ids()
                    .forEach((what, id) -> {
                        Answer answer = call(operation, place, id, victim);
                        String of = "%s for the other's %s: ".formatted(operation.name(), what);
                        check(operation, place, answer, of);
                        search(answer, victim, id, of);
                        if (!told(answer).equals(told(nothing))) {
                            failures.add(of + told(answer) + " is not " + told(nothing));
                        }
                    });
        }
    }

    private static Kind kind(ApiOperation operation, String place) {
        return Objects.requireNonNull(
                BY_NAME.getOrDefault(
                        operation.name(),
                        BY_METHOD.getOrDefault(
                                operation.method() + " " + place, PARAMETERS.get(place))));
    }

    private void check(ApiOperation operation, String place, Answer answer, String of) {
        int wanted = kind(operation, place) == Kind.OPERATORS ? 403 : 404;
        if (answer.status() != wanted) {
            failures.add(of + "%d, expected %d".formatted(answer.status(), wanted));
        }
        contract.complaints(operation, answer).forEach(complaint -> failures.add(of + complaint));
    }

    /** Status, headers and body, but for what is new each time or repeats the request. */
    private static String told(Answer answer) {
        List<Header> headers =
                answer.headers().stream()
                        .filter(h ->
                                !h.name().matches("(?i)x-trace-id|date|ratelimit.*|content-length"))
                        .toList();
        return answer.status()
                + " "
                + headers
                + answer.text()
                        .replaceAll("\"(traceId|instance)\":\"[^\"]*\"", "")
                        .replaceAll("\"(detail)\":\"[^\"]*requests[^\"]*\"", "");
    }

    private Answer call(ApiOperation operation, String place, String id, Victim victim) {
        String path = operation.path();
        for (String parameter : operation.parameters("path")) {
            boolean here = place.endsWith("/{" + parameter + "}");
            path =
                    path.replace(
                            "{" + parameter + "}", here ? id : own(operation, parameter, victim));
        }
        String query = place.contains("?") ? place.substring(place.indexOf('?')) + "=" + id : "";
        calls++;
        return wire.send(request(operation, path + query));
    }

    /** A value with which the curious gets an answer. */
    private static String own(ApiOperation operation, String parameter, Victim victim) {
        return switch (topic(operation) + "/" + parameter) {
            case "invoices/id" -> "current";
            case "pools/pool" -> Victim.POOL;
            case "lots/id" -> victim.lotBidOn();
            default -> new UUID(0, 0).toString();
        };
    }

    private Sent request(ApiOperation operation, String target) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Authorization", "Bearer " + curious.key()));
        headers.add(new Header("If-Match", "*"));
        byte[] body = null;
        if (operation.hasBody()) {
            headers.add(new Header("Content-Type", "application/json"));
            body = BodyChanges.bytes(operation.examples().getFirst());
        }
        return new Sent(operation.method(), target, headers, body);
    }

    /** What the curious may read must not name the other. */
    private void read(ApiOperation operation, Victim victim) {
        boolean quote = operation.path().endsWith("/quotes");
        if (!operation.method().equals("GET") && !quote) {
            return;
        }
        for (String mediaType : operation.mediaTypes(200)) {
            String path = operation.path();
            for (String parameter : operation.parameters("path")) {
                path = path.replace("{" + parameter + "}", own(operation, parameter, victim));
            }
            Answer answer = wire.send(request(operation, path).with("Accept", mediaType));
            search(answer, victim, "", operation.name() + " as " + mediaType + ": ");
        }
    }

    private void useTheOthersCursors(Victim victim) {
        for (ApiOperation operation : document.operations()) {
            if (operation.parameters("query").contains("cursor")) {
                String path = operation.path();
                for (String parameter : operation.parameters("path")) {
                    path = path.replace("{" + parameter + "}", own(operation, parameter, victim));
                }
                JsonNode next = victim.client().get(path + "?limit=1").body().path("next");
                if (next.isString()) {
                    Answer answer =
                            wire.send(request(operation, path + "?cursor=" + next.asString()));
                    search(answer, victim, "", operation.name() + " with the other's cursor: ");
                }
            }
        }
    }

    private void readWhatIsNoOperation(Victim victim) {
        Deployment deployment = app.deployment();
        String metrics = deployment.operator().get("/actuator/prometheus").text();
        assertThat(metrics).contains("http_server_requests");
        search("metrics", metrics, victim, "");
        for (String place :
                List.of(
                        "/livez",
                        "/readyz",
                        "/v3/api-docs",
                        "/actuator/health",
                        "/actuator/info")) {
            search(place, deployment.operator().get(place).text(), victim, "");
        }
        assertThat(curious.get("/actuator/prometheus").status()).isEqualTo(403);
    }

    private void search(Answer answer, Victim victim, String sent, String of) {
        search(of, answer.headers() + answer.text(), victim, sent);
    }

    /** Looks for traces; what was sent itself may be repeated, as the problem's instance. */
    private void search(String of, String text, Victim victim, String sent) {
        searched++;
        String said = sent.isEmpty() ? text : text.replaceAll("\"instance\":\"[^\"]*\"", "");
        victim.traces().stream()
                .filter(said::contains)
                .forEach(trace -> failures.add(of + "shows " + trace));
    }

    @Test
    void aKeyForRepeatsOfAnotherTenantsIsNotKnown() {
        SpotDockClient other = Tenants.add(app, SpotDockClient.newOperation(), "10");
        String key = SpotDockClient.newOperation();
        var body = World.bid().json();
        String first = other.post("/api/v1/bids", body, key).body().path("id").asString();
        String own = curious.post("/api/v1/bids", body, key).body().path("id").asString();
        assertThat(own).isNotEqualTo(first);
        assertThat(curious.bid(own).path("id").asString()).isEqualTo(own);
        other.delete("/api/v1/bids/" + first);
        curious.delete("/api/v1/bids/" + own);
    }
}
