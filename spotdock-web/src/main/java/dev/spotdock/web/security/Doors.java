package dev.spotdock.web.security;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.security.AccessTable.Rule;
import dev.spotdock.web.security.AccessTable.Who;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * {@link AccessTable} at work: each line a door, and no door where there is no line. The first that
 * a request fits is its door; it is looked for once, however many filters ask.
 */
@Component
class Doors {

    private static final String FOUND = Doors.class.getName();

    private final List<Door> doors =
            AccessTable.RULES.stream()
                    .map(rule ->
                            new Door(
                                    rule,
                                    PathPatternRequestMatcher.withDefaults().matcher(rule.path())))
                    .toList();

    /** A forwarded request has another address. */
    private record Found(String method, String address, Optional<Rule> rule) {}

    /** A line and the addresses that it is about. */
    record Door(Rule rule, RequestMatcher path) {

        boolean isFor(HttpServletRequest request) {
            return methodFits(request) && path.matches(request);
        }

        /** Whoever may GET may ask for the head of the answer only. */
        private boolean methodFits(HttpServletRequest request) {
            return rule.method().matches(request.getMethod())
                    || (rule.method().equals(HttpMethod.GET)
                            && HttpMethod.HEAD.matches(request.getMethod()));
        }
    }

    AuthorizationManager<RequestAuthorizationContext> manager() {
        return (authentication, context) ->
                new AuthorizationDecision(
                        rule(context.getRequest())
                                .filter(rule ->
                                        rule.who() == Who.ANYONE
                                                || caller(authentication.get())
                                                        .filter(rule::admits)
                                                        .isPresent())
                                .isPresent());
    }

    Optional<Rule> rule(HttpServletRequest request) {
        String method = request.getMethod();
        String address = request.getRequestURI();
        if (request.getAttribute(FOUND) instanceof Found found
                && found.method().equals(method)
                && found.address().equals(address)) {
            return found.rule();
        }
        Optional<Rule> rule =
                doors.stream().filter(door -> door.isFor(request)).map(Door::rule).findFirst();
        request.setAttribute(FOUND, new Found(method, address, rule));
        return rule;
    }

    /** Whether this one stays open without PostgreSQL. */
    boolean isOffline(HttpServletRequest request) {
        return rule(request).filter(Rule::offline).isPresent();
    }

    static Optional<Caller> caller(@org.jspecify.annotations.Nullable Authentication known) {
        return known != null && known.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /** Why a known caller does not get through, in the words of the API. */
    Problem refusal(HttpServletRequest request, Optional<Caller> caller) {
        Optional<Rule> rule = rule(request);
        if (rule.isEmpty()) {
            return nothingHere(request);
        }
        boolean confined = caller.filter(c -> !rule.get().hasScope(c)).isPresent();
        Scope scope = rule.get().scope();
        return Problem.of(
                ProblemCode.FORBIDDEN,
                confined && scope != null
                        ? "the key is confined to other scopes than " + scope.wireName()
                        : null);
    }

    private Problem nothingHere(HttpServletRequest request) {
        String methods =
                doors.stream()
                        .filter(door -> door.path().matches(request))
                        .map(door -> door.rule().method().name())
                        .distinct()
                        .collect(Collectors.joining(", "));
        return methods.isEmpty()
                ? Problem.notFound("there is nothing at this address")
                : Problem.of(
                                ProblemCode.METHOD_NOT_ALLOWED,
                                "Method '%s' is not supported.".formatted(request.getMethod()))
                        .header(HttpHeaders.ALLOW, methods);
    }
}
