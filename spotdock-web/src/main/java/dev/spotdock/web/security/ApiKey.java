package dev.spotdock.web.security;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as its owner sees it; its secret is nowhere.
 *
 * @param prefix what the key's text begins with, or stands for it if it was given
 * @param scopes null: whatever the account may
 * @param lastUsedAt exact to a minute
 */
public record ApiKey(
        UUID id,
        String name,
        String prefix,
        @Nullable Set<Scope> scopes,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {}
