package dev.spotdock.web.rest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.webhook.HookAddress;
import dev.spotdock.web.webhook.SigningSecret;
import dev.spotdock.web.webhook.WebhookFilter;
import dev.spotdock.web.webhook.Webhooks.Wish;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A webhook as a request wishes for it, unread. */
@Schema(name = "WebhookRequest")
record WebhookRequest(
        @Schema(
                        example = "https://hooks.customer.example/spotdock",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        minLength = 1,
                        maxLength = HookAddress.LENGTH_MAX)
                @Nullable String url,
        @ArraySchema(
                        minItems = 1,
                        maxItems = WebhookRequest.TYPES_MAX,
                        arraySchema =
                                @Schema(
                                        description =
                                                "types, topics such as bid.*, or * for everything;"
                                                        + " default: everything"),
                        schema = @Schema(example = "bid.*"))
                @Nullable List<String> types,
        @Schema(description = "whsec_ and 24 to 64 random bytes in Base64; default: one is made")
                @Nullable String secret) {

    static final int TYPES_MAX = 50;

    /** Reads a body and notes everything that is wrong with it; then null. */
    static @Nullable Wish read(JsonBody body, HookAddress addresses, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("url");
        WebhookRequest request =
                new WebhookRequest(
                        fields.text("url"), fields.texts("types"), fields.text("secret"));
        fields.refuseOthers();
        check(request.url(), addresses, errors);
        check(request.types(), errors);
        SigningSecret secret = errors.parse("/secret", request.secret(), SigningSecret::parse);
        return errors.any()
                ? null
                : new Wish(
                        requireNonNull(request.url()),
                        request.types() == null ? List.of(WebhookFilter.ALL) : request.types(),
                        secret);
    }

    static void check(@Nullable String url, HookAddress addresses, InputErrors errors) {
        if (url != null) {
            addresses.objections(url).forEach(objection -> errors.add("/url", objection));
        }
    }

    static void check(@Nullable List<String> types, InputErrors errors) {
        if (types == null) {
            return;
        }
        if (types.isEmpty() || types.size() > TYPES_MAX) {
            errors.add("/types", "must name 1 to %d types".formatted(TYPES_MAX));
            return;
        }
        for (int i = 0; i < types.size(); i++) {
            String filter = types.get(i);
            if (!WebhookFilter.isKnown(filter)) {
                errors.add(
                        "/types/" + i,
                        "\"%s\" must be a type such as bid.matched, a topic such as bid.*, or *"
                                .formatted(InputErrors.shortened(filter)));
            }
        }
    }

    @Override
    public String toString() {
        return "WebhookRequest[url=%s, types=%s]".formatted(url, types);
    }
}
