package dev.spotdock.web.rest;

import dev.spotdock.web.idempotency.RepeatableRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What of a request makes it the same one again. */
public final class Requests {

    private Requests() {}

    /**
     * A request that can be repeated under its {@code Idempotency-Key}.
     *
     * @param operation its name, the same for all resources of a kind
     */
    public static RepeatableRequest repeatable(
            String operation, HttpServletRequest request, JsonBody body) {
        return repeatable(operation, request, body.bytes());
    }

    /** The same for one whose address says it all. */
    public static RepeatableRequest repeatable(String operation, HttpServletRequest request) {
        return repeatable(operation, request, new byte[0]);
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
