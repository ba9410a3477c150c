package dev.spotdock.web.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One call of an endpoint, to be made.
 *
 * @param eventId the same in each attempt, for deduplication
 * @param body JSON
 * @param secrets each of them signs
 */
record Call(String url, UUID eventId, String body, List<SigningSecret> secrets) {

    Call {
        secrets = List.copyOf(secrets);
    }

    /** The value of the header {@code webhook-signature}. */
    String signatures(Instant at) {
        byte[] content =
                "%s.%d.%s"
                        .formatted(eventId, at.getEpochSecond(), body)
                        .getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> secret.sign(content))
                .collect(Collectors.joining(" "));
    }
}
