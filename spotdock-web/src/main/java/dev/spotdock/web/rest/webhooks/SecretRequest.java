package dev.spotdock.web.rest.webhooks;

import dev.spotdock.web.rest.DurationInput;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.webhook.SigningSecret;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Another secret, as a request wishes for it, unread. */
@Schema(name = "WebhookSecretRequest")
record SecretRequest(
        @Schema(description = "whsec_ and 24 to 64 random bytes in Base64; default: one is made")
                @Nullable String secret,
        @Schema(
                        type = "string",
                        format = "duration",
                        example = "PT24H",
                        description = "how long the old one signs too, at most PT168H")
                @Nullable String overlap) {

    private static final Duration OVERLAP_MAX = Duration.ofDays(7);

    /** What was read. */
    record Wish(@Nullable SigningSecret secret, @Nullable Duration overlap) {}

    /** Reads a body and notes everything that is wrong with it. */
    static Wish read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        SecretRequest request = new SecretRequest(fields.text("secret"), fields.text("overlap"));
        fields.refuseOthers();
        return new Wish(
                errors.parse("/secret", request.secret(), SigningSecret::parse),
                DurationInput.parse(
                        "/overlap", request.overlap(), Duration.ZERO, OVERLAP_MAX, errors));
    }

    @Override
    public String toString() {
        return "SecretRequest[overlap=%s]".formatted(overlap);
    }
}
