package dev.spotdock.compute.spi;

import org.jspecify.annotations.Nullable;

/** A backend could not do what it was asked. */
public final class ProviderFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    public enum Kind {
        /** No such image, or no access to it: permanent. */
        IMAGE_UNAVAILABLE,
        /** The allow-list does not name the image: permanent. */
        IMAGE_NOT_ALLOWED,
        /** The engine refuses this workload; perhaps not another time. */
        REFUSED,
        /** The backend does not answer or is broken: nothing is known. */
        UNREACHABLE
    }

    private final Kind kind;

    /**
     * A failure.
     *
     * @param message one line for the user, without secrets
     */
    public ProviderFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
