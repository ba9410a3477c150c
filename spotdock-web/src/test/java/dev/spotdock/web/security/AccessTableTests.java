package dev.spotdock.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.security.AccessTable.Rule;
import dev.spotdock.web.security.AccessTable.Who;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

class AccessTableTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    /** A handler that nobody asks by its address, and folders with nothing in them for anybody. */
    private static final Pattern CLOSED = Pattern.compile("ANY /error|GET /\\*\\*|GET /webjars/.*");

    /** Files of a folder that has a line. */
    private static final Pattern OPEN_FOLDER = Pattern.compile("GET /swagger-ui/.*");

    private static List<HandlerMapping> mappings() {
        web.get("/api/v1/me"); // the servlet starts with its first request
        return Objects.requireNonNull(web.bean(DispatcherServlet.class).getHandlerMappings());
    }

    /** Every place where something answers: {@code GET /api/v1/me}. */
    private static Set<String> places() {
        return mappings().stream()
                .flatMap(AccessTableTests::places)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> places(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingInfoHandlerMapping handlers ->
                    handlers.getHandlerMethods().keySet().stream()
                            .flatMap(AccessTableTests::places);
            case AbstractUrlHandlerMapping urls ->
                    urls.getHandlerMap().keySet().stream().map(path -> "GET " + path);
            default -> {
                // No functional routes: a router is added with its places here.
                assertThat(mapping.getClass().getSimpleName())
                        .isIn("RouterFunctionMapping", "WelcomePageNotAcceptableHandlerMapping");
                yield Stream.empty();
            }
        };
    }

    private static Stream<String> places(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        Stream<String> names =
                methods.isEmpty() ? Stream.of("ANY") : methods.stream().map(Enum::name);
        return names.flatMap(
                name -> info.getPatternValues().stream().map(path -> name + " " + path));
    }

    private static Set<String> lines() {
        return AccessTable.RULES.stream()
                .map(rule -> rule.method() + " " + rule.path())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyPlaceHasALineOfItsOwn() {
        Set<String> without = places();
        assertThat(without).hasSizeGreaterThan(40).contains("GET /livez", "GET /actuator/info");
        without.removeAll(lines());
        without.removeIf(CLOSED.asMatchPredicate().or(OPEN_FOLDER.asMatchPredicate()));
        assertThat(without)
                .as("places that nobody has decided about: add a line to AccessTable")
                .isEmpty();
    }

    @Test
    void everyLineIsAboutAPlace() {
        Set<String> lines = lines();
        assertThat(lines).hasSameSizeAs(AccessTable.RULES);
        lines.removeAll(places());
        assertThat(lines).as("lines about nothing").isEmpty();
    }

    @Test
    void whatHasNoLineIsReachedByNobody() {
        for (String path : List.of("/error", "/nonsense", "/api/v1/nonsense", "/webjars/x.js")) {
            assertThat(web.send(web.anonymous(path)).problem()).isEqualTo("unauthenticated");
            assertThat(web.send(web.asOperator(path)).problem()).isEqualTo("not-found");
        }
        assertThat(web.send(web.asOperator("/api/v1/me").DELETE()).problem())
                .isEqualTo("method-not-allowed");
        assertThat(web.send(web.asOperator("/api/v1/me").DELETE()).header("Allow"))
                .isEqualTo("GET");
    }

    @Test
    void whatIsForAnyoneIsThisAndNoMore() {
        assertThat(AccessTable.RULES)
                .filteredOn(rule -> rule.who() == Who.ANYONE)
                .extracting(rule -> rule.method() + " " + rule.path())
                .containsExactlyInAnyOrder(
                        "GET /livez",
                        "GET /readyz",
                        "GET /actuator/health",
                        "GET /actuator/health/**",
                        "GET /v3/api-docs",
                        "GET /v3/api-docs.yaml",
                        "GET /v3/api-docs/swagger-config",
                        "GET /v3/async-docs",
                        "GET /swagger-ui.html",
                        "GET /swagger-ui/**",
                        "POST /api/v1/accounts",
                        "GET /schemas/{type}.json",
                        "GET /ws/events",
                        "POST /api/v1/tokens",
                        "POST /api/v1/session",
                        "DELETE /api/v1/session");
    }

    @Test
    void everyPlaceForOperatorsAndSellersIsForbiddenToOthersAndEveryOtherNeedsACredential() {
        for (Rule rule : AccessTable.RULES) {
            String path = rule.path().replaceAll("\\{[^}]*}", "x").replace("/**", "/x");
            var anonymous = web.anonymous(path).method(rule.method().name(), noBody());
            if (rule.who() != Who.ANYONE) {
                assertThat(web.send(anonymous).status()).as(rule.toString()).isEqualTo(401);
            }
            if (rule.who() == Who.OPERATOR || rule.who() == Who.SELLER) {
                var bidder = web.to(path).method(rule.method().name(), noBody());
                assertThat(web.send(bidder).status()).as(rule.toString()).isEqualTo(403);
            }
        }
    }

    private static java.net.http.HttpRequest.BodyPublisher noBody() {
        return java.net.http.HttpRequest.BodyPublishers.noBody();
    }

    @Test
    void sellersMaySellAndNothingOfOperators() {
        String seller = web.newKey("seller-of-the-table@example.com", Role.SELLER);
        for (Rule rule : AccessTable.RULES) {
            if (rule.who() == Who.SELLER || rule.who() == Who.OPERATOR) {
                String path = rule.path().replaceAll("\\{[^}]*}", "x");
                var request = web.anonymous(path).header("X-API-Key", seller);
                int status = web.send(request.method(rule.method().name(), noBody())).status();
                if (rule.who() == Who.SELLER) {
                    assertThat(status).as(rule.toString()).isIn(400, 404, 415);
                } else {
                    assertThat(status).as(rule.toString()).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void theDocumentSaysWhoMay() {
        var document = web.send(web.anonymous("/v3/api-docs")).json().at("/paths");
        assertThat(document.get("/api/v1/tokens").at("/post/security").isEmpty()).isTrue();
        assertThat(document.get("/api/v1/nodes").at("/get/description").asString())
                .contains("For operators; a confined key needs the scope `operator`.");
        assertThat(document.get("/api/v1/vehicles").at("/post/description").asString())
                .endsWith(
                        "For sellers and operators; a confined key needs the scope"
                                + " `auctions:write`.");
        assertThat(document.get("/api/v1/nodes").at("/get/responses").has("403")).isTrue();
    }
}
