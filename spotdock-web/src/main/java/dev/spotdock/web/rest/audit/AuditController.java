package dev.spotdock.web.rest.audit;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.security.AuditTrail;
import dev.spotdock.web.security.AuditTrail.Search;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the audit log to operators. */
@RestController
@Tag(name = "Identity")
class AuditController {

    private static final String LIST = "audit-events";
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    @GetMapping("/api/v1/audit-events")
    @Operation(
            operationId = "listAuditEvents",
            summary = "Lists what happened to identity and what operators did (operator)",
            description =
                    "Newest first. Types: registration, login, token, key, key-made, key-revoked,"
                            + " account-changed, operator-action.")
    Listing<AuditEventView> list(
            @Parameter(description = "who did it, or to whom it was done")
                    @RequestParam(required = false)
                    @Nullable String account,
            @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "RFC 3339, inclusive") @RequestParam(required = false)
                    @Nullable String from,
            @Parameter(description = "RFC 3339, exclusive") @RequestParam(required = false)
                    @Nullable String to,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        Long before = page.after(LIST, errors, Long::valueOf);
        Search search =
                new Search(
                        read("account", account, errors, t -> new AccountId(UUID.fromString(t))),
                        read("type", type, errors, AuditController::storable),
                        read("from", from, errors, AuditController::instant),
                        read("to", to, errors, AuditController::instant));
        errors.refuseIfAny();
        return Listing.of(
                trail.list(search, before == null ? Long.MAX_VALUE : before, size + 1),
                size,
                entry -> new Cursor(LIST, Long.toString(entry.id())),
                AuditEventView::of);
    }

    private static <T> @Nullable T read(
            String name,
            @Nullable String text,
            InputErrors errors,
            Function<String, ? extends T> parse) {
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException _) {
            errors.addParameter(
                    name,
                    switch (name) {
                        case "account" -> "must be an account's id";
                        case "type" -> "must be a type of event";
                        default -> "must be a time such as 2026-01-01T00:00:00Z";
                    });
            return null;
        }
    }

    private static String storable(String text) {
        if (!Fields.isStorable(text)) {
            throw new IllegalArgumentException("cannot be looked for");
        }
        return text;
    }

    private static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException("out of what can be stored");
        }
        return instant;
    }
}
