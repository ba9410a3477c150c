package dev.spotdock.kernel.outcome;

/** An expected "no": a value, decided before the first write. */
public interface Rejection {

    /** One sentence for the user: "expected … but …". */
    String message();
}
