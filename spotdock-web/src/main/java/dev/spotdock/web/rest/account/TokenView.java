package dev.spotdock.web.rest.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spotdock.web.idempotency.HasSecret;
import dev.spotdock.web.security.Tokens;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token that was made. */
@Schema(name = "Token")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenView(
        @Schema(description = "a JWT for Authorization: Bearer; a repeated request omits it")
                @Nullable String token,
        Instant expiresAt)
        implements HasSecret {

    static TokenView of(Tokens.Issued issued) {
        return new TokenView(issued.token(), issued.expiresAt());
    }

    @Override
    public TokenView withoutSecret() {
        return new TokenView(null, expiresAt);
    }

    @Override
    public String toString() {
        return "TokenView[expiresAt=%s]".formatted(expiresAt);
    }
}
