package dev.spotdock.web.rest.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spotdock.web.idempotency.HasSecret;
import dev.spotdock.web.security.ApiKey;
import dev.spotdock.web.security.OwnKeys.Made;
import dev.spotdock.web.security.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key. */
@Schema(name = "ApiKey")
record KeyView(
        UUID id,
        @Schema(example = "deployment") String name,
        @Schema(description = "the key begins with sdk_ and this; of a given one it says nothing")
                String prefix,
        @Schema(description = "null: whatever the account may") @Nullable List<String> scopes,
        Instant createdAt,
        @Schema(description = "exact to a minute") @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL)
                @Schema(description = "the key itself, in the answer that made it, only there")
                @Nullable String secret)
        implements HasSecret {

    static KeyView of(ApiKey key) {
        return of(key, null);
    }

    static KeyView of(Made made) {
        return of(made.key(), made.secret());
    }

    private static KeyView of(ApiKey key, @Nullable String secret) {
        return new KeyView(
                key.id(),
                key.name(),
                key.prefix(),
                key.scopes() == null
                        ? null
                        : key.scopes().stream().map(Scope::wireName).sorted().toList(),
                key.createdAt(),
                key.lastUsedAt(),
                key.expiresAt(),
                key.revokedAt(),
                secret);
    }

    @Override
    public KeyView withoutSecret() {
        return new KeyView(
                id, name, prefix, scopes, createdAt, lastUsedAt, expiresAt, revokedAt, null);
    }

    @Override
    public String toString() {
        return "KeyView[" + id + "]";
    }
}
