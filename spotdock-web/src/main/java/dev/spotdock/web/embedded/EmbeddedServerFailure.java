package dev.spotdock.web.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server cannot run; the message is for whoever started the application. */
final class EmbeddedServerFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String action;

    EmbeddedServerFailure(String message, String action) {
        this(message, action, null);
    }

    EmbeddedServerFailure(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** What to do about it, one sentence. */
    String action() {
        return action;
    }
}
