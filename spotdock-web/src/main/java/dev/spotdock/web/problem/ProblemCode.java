package dev.spotdock.web.problem;

import java.util.Locale;

/** Every way in which a request can be refused; part of the API's contract. */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    INVALID_REQUEST(400, "The request is not valid"),
    UNAUTHENTICATED(401, "A valid credential is needed"),
    INSUFFICIENT_FUNDS(402, "The wallet's free money does not suffice"),
    PAYMENT_DECLINED(402, "The payment was declined"),
    FORBIDDEN(403, "The credential does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be produced"),
    REQUEST_TIMEOUT(408, "The request did not arrive in time"),
    CONFLICT(409, "The current state does not allow this"),
    RESET(410, "Events after this position are not kept any more"),
    VERSION_MISMATCH(412, "The resource has another version"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    VERSION_REQUIRED(428, "The version to change must be named"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL(500, "Something went wrong here"),
    UNAVAILABLE(503, "A part that is needed does not answer");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** One sentence that is the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The code on the wire, for example {@code not-found}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The problem's type: {@code urn:spotdock:problem:<code>}. */
    public String urn() {
        return "urn:spotdock:problem:" + wireName();
    }

    /** The code for an HTTP status that something else has chosen; never a wrong class of error. */
    static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 409 -> CONFLICT;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> RATE_LIMITED;
            case 503 -> UNAVAILABLE;
            default -> status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL;
        };
    }
}
