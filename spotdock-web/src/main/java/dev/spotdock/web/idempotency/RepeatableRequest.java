package dev.spotdock.web.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What makes a request the same one again.
 *
 * @param key its {@code Idempotency-Key}; null if it has none
 * @param operation what is asked for, the same for all resources of a kind
 * @param hash SHA-256 of address and body
 */
@SuppressWarnings(
        "ArrayRecordComponent") // lives as long as the request, never compared as a record
public record RepeatableRequest(@Nullable String key, String operation, byte[] hash) {}
