package dev.spotdock.web.rest.events;

import dev.spotdock.web.problem.ProblemCode;
import org.springframework.web.socket.CloseStatus;

/**
 * How sockets end: a problem is 4000 more than its HTTP status would be, such as 4401; the rest is
 * as RFC 6455 has it.
 */
final class CloseCodes {

    private static final int PROBLEMS = 4000;

    /** RFC 6455 has room for so many bytes; of ours each character is one. */
    private static final int REASON_MAX = 123;

    private CloseCodes() {}

    static CloseStatus of(EventStream.End end) {
        return switch (end) {
            case GONE -> CloseStatus.GOING_AWAY;
            case TIME -> CloseStatus.NORMAL.withReason("open another one and go on");
            case REVOKED -> of(ProblemCode.UNAUTHENTICATED);
            case CLOSING -> CloseStatus.SERVICE_RESTARTED;
        };
    }

    static CloseStatus of(ProblemCode code) {
        String reason = code.wireName() + ": " + code.title();
        return new CloseStatus(
                PROBLEMS + code.status(),
                reason.substring(0, Math.min(reason.length(), REASON_MAX)));
    }
}
