package dev.spotdock.web.idempotency;

/** A body with something in it that is shown once and stored nowhere. */
public interface HasSecret {

    /** The same as it is stored, and shown when the request is repeated. */
    Object withoutSecret();
}
