package dev.spotdock.web.rest.webhooks;

import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.webhook.HookAddress;
import dev.spotdock.web.webhook.Webhooks.Change;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a webhook, as a request gives it, unread. */
@Schema(name = "WebhookChangeRequest")
record WebhookChangeRequest(
        @Schema(minLength = 1, maxLength = HookAddress.LENGTH_MAX) @Nullable String url,
        @ArraySchema(
                        minItems = 1,
                        maxItems = WebhookRequest.TYPES_MAX,
                        schema = @Schema(example = "bid.*"))
                @Nullable List<String> types,
        @Schema(description = "true: goes on where it was, however it was disabled")
                @Nullable Boolean enabled) {

    /** Reads a body and notes everything that is wrong with it. */
    static Change read(JsonBody body, HookAddress addresses, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        WebhookChangeRequest request =
                new WebhookChangeRequest(
                        fields.text("url"), fields.texts("types"), fields.flag("enabled"));
        fields.refuseOthers();
        WebhookRequest.check(request.url(), addresses, errors);
        WebhookRequest.check(request.types(), errors);
        return new Change(request.url(), request.types(), request.enabled());
    }
}
