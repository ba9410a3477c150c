package dev.spotdock.kernel.outcome;

/**
 * What a command came to: done, or refused for an expected reason. Anything else is an exception
 * and rolls back.
 *
 * @param <T> what a done command yields
 * @param <R> the refusals it may yield
 */
public sealed interface Outcome<T, R extends Rejection> {

    record Done<T, R extends Rejection>(T value) implements Outcome<T, R> {}

    /** Nothing was written. */
    record Refused<T, R extends Rejection>(R rejection) implements Outcome<T, R> {}

    static <T, R extends Rejection> Outcome<T, R> done(T value) {
        return new Done<>(value);
    }

    static <T, R extends Rejection> Outcome<T, R> refused(R rejection) {
        return new Refused<>(rejection);
    }
}
