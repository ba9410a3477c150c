package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Pass;
import dev.spotdock.web.security.PassIssuer;
import dev.spotdock.web.security.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets in who reads by a socket, by its first message. */
@Component
class Admissions {

    private final Feed feed;
    private final EventQuery query;
    private final PassIssuer passes;
    private final InstantSource clock;

    Admissions(Feed feed, EventQuery query, PassIssuer passes, InstantSource clock) {
        this.feed = feed;
        this.query = query;
        this.passes = passes;
        this.clock = clock;
    }

    /**
     * Reads {@code {"key": "…", "after": "…", "since": "…", "types": ["…"]}}, all of which may be
     * missing.
     *
     * @throws Problem {@code malformed-request}, {@code unauthenticated}, {@code forbidden}, or
     *     {@code invalid-request} with everything that is wrong
     */
    Admission admit(String text, Visitor visitor) {
        JsonBody body = JsonBody.read(text.getBytes(StandardCharsets.UTF_8));
        InputErrors errors = new InputErrors();
        Fields fields = Fields.of(body, errors);
        String key = fields.text("key");
        // First of all who it is: nobody else is told what a valid request looks like.
        Pass pass = pass(key, visitor);
        Caller caller = caller(pass);
        Set<EventType> types = types(fields.texts("types"), errors);
        long after =
                query.position(
                        fields.text("after"),
                        fields.text("since"),
                        () -> feed.head().position(),
                        errors);
        fields.refuseOthers();
        errors.refuseIfAny();
        return new Admission(caller, pass, new Subscription(types, after));
    }

    private Pass pass(@Nullable String key, Visitor visitor) {
        Optional<Pass> pass =
                key == null
                        ? visitor.pass()
                        : passes.present(key, visitor.address(), clock.instant());
        return pass.orElseThrow(Admissions::unknown);
    }

    private Caller caller(Pass pass) {
        Instant now = clock.instant();
        Caller caller = pass.holder(now).orElseThrow(Admissions::unknown);
        if (!caller.scopes().contains(Scope.EVENTS_READ)) {
            throw Problem.of(
                    ProblemCode.FORBIDDEN,
                    "the key is confined to other scopes than " + Scope.EVENTS_READ.wireName());
        }
        return caller;
    }

    private static Problem unknown() {
        return Problem.of(
                ProblemCode.UNAUTHENTICATED,
                "a valid key or token is needed, as \"key\" or in the handshake's headers");
    }

    private Set<EventType> types(@Nullable List<String> filters, InputErrors errors) {
        return filters == null || filters.isEmpty()
                ? EnumSet.allOf(EventType.class)
                : query.types(String.join(",", filters), errors);
    }
}
