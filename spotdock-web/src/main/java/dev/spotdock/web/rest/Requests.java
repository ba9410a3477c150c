package dev.spotdock.web.rest;

import dev.spotdock.web.idempotency.RepeatableRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** What of a request makes it the same one again. */
public final class Requests {

    private Requests() {}

    /** A request without a body that can be repeated under its {@code Idempotency-Key}. */
    public static RepeatableRequest repeatable(String operation, HttpServletRequest request) {
        return repeatable(operation, request, new byte[0]);
    }

    /**
     * A request that can be repeated under its {@code Idempotency-Key}.
     *
     * @param operation its name, the same for all resources of a kind
     */
    public static RepeatableRequest repeatable(
            String operation, HttpServletRequest request, JsonBody body) {
        return repeatable(operation, request, body.bytes());
    }

    /**
     * A request with a secret in its body: a hash without salt, as is kept of it, would help
     * whoever guesses.
     *
     * @param known what else is in the body
     */
    public static RepeatableRequest repeatable(
            String operation, HttpServletRequest request, List<String> known) {
        return repeatable(
                operation, request, String.join("\0", known).getBytes(StandardCharsets.UTF_8));
    }

    private static RepeatableRequest repeatable(
            String operation, HttpServletRequest request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(request.getRequestURI().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(body);
            return new RepeatableRequest(
                    request.getHeader("Idempotency-Key"), operation, digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
