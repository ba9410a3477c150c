package dev.spotdock.web.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it was given the first time.
 *
 * @param requestHash SHA-256 of what was asked
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
record StoredAnswer(
        byte[] requestHash,
        int status,
        @Nullable String location,
        @Nullable String etag,
        byte[] body) {}
