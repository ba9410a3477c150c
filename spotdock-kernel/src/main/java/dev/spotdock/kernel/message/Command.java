package dev.spotdock.kernel.message;

/**
 * A request to change one module's state, named in the imperative. Handled once, by the module in
 * whose root package it stands, in the caller's transaction.
 *
 * @param <R> what the handler answers; {@link Void} for nothing
 */
@SuppressWarnings("unused") // R ties the answer's type to the command for whoever dispatches it
public interface Command<R> {}
