package dev.spotdock.web.rest.keys;

import static java.util.Objects.requireNonNull;

import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.security.OwnKeys.Wish;
import dev.spotdock.web.security.Scope;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key as a request wishes for it, unread. */
@Schema(name = "ApiKeyRequest")
record KeyRequest(
        @Schema(
                        example = "deployment",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        minLength = 1,
                        maxLength = KeyRequest.NAME_MAX)
                @Nullable String name,
        @ArraySchema(
                        minItems = 1,
                        arraySchema =
                                @Schema(
                                        description =
                                                "default: whatever the credential may that makes"
                                                        + " it"),
                        schema =
                                @Schema(
                                        allowableValues = {
                                            "bids:read",
                                            "bids:write",
                                            "auctions:read",
                                            "auctions:write",
                                            "market:read",
                                            "wallet:read",
                                            "events:read",
                                            "webhooks",
                                            "keys",
                                            "operator"
                                        }))
                @Nullable List<String> scopes,
        @Schema(
                        type = "string",
                        format = "date-time",
                        description = "within ten years; default: never")
                @Nullable String expiresAt) {

    static final int NAME_MAX = 200;

    private static final Duration LIFE_MAX = Duration.ofDays(3653);
    private static final int TIME_LENGTH_MAX = 40;

    /** Reads a body and notes everything that is wrong with it; then null. */
    static @Nullable Wish read(JsonBody body, Instant now, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("name");
        KeyRequest request =
                new KeyRequest(
                        fields.text("name"), fields.texts("scopes"), fields.text("expiresAt"));
        fields.refuseOthers();
        String name = request.name();
        if (name != null && (name.isBlank() || name.length() > NAME_MAX)) {
            errors.add("/name", "must have 1 to %d characters".formatted(NAME_MAX));
        }
        Set<Scope> scopes = request.known(errors);
        Instant expiresAt =
                errors.parse("/expiresAt", request.expiresAt(), text -> moment(text, now));
        return errors.any() ? null : new Wish(requireNonNull(name), scopes, expiresAt);
    }

    private @Nullable Set<Scope> known(InputErrors errors) {
        if (scopes == null) {
            return null;
        }
        if (scopes.isEmpty()) {
            errors.add("/scopes", "must name at least one scope");
        }
        Set<Scope> known = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < scopes.size(); i++) {
            Optional<Scope> scope = Scope.ofWireName(scopes.get(i));
            scope.ifPresent(known::add);
            if (scope.isEmpty()) {
                errors.add("/scopes/" + i, "must be one of " + Scope.wireNames());
            }
        }
        return known;
    }

    private static Instant moment(String text, Instant now) {
        Instant moment;
        try {
            if (text.length() > TIME_LENGTH_MAX) {
                throw new IllegalArgumentException("must be a time such as 2030-01-01T00:00:00Z");
            }
            moment = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a time such as 2030-01-01T00:00:00Z", e);
        }
        if (!moment.isAfter(now) || moment.isAfter(now.plus(LIFE_MAX))) {
            throw new IllegalArgumentException("must lie in the next ten years");
        }
        return moment;
    }
}
