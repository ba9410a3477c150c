package dev.spotdock.web.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came back from a call.
 *
 * @param status of the answer; null if there was none
 * @param retryAfter what the answer asked for
 * @param error why there was none; fit for the endpoint's owner, without what is found in there
 * @param took from the name's lookup to the answer's end
 */
record Reply(
        @Nullable Integer status,
        @Nullable Duration retryAfter,
        @Nullable String error,
        Duration took) {

    private static final int GONE = 410;

    boolean succeeded() {
        return status != null && status >= 200 && status < 300;
    }

    /** Whether the receiver wants nothing of this kind any more. */
    boolean gone() {
        return status != null && status == GONE;
    }

    /** Why it did not succeed; null if it did. */
    @Nullable String complaint() {
        if (status == null || succeeded()) {
            return status == null ? error : null;
        }
        return status >= 300 && status < 400
                ? "answered %d: redirects are not followed".formatted(status)
                : "answered %d".formatted(status);
    }
}
