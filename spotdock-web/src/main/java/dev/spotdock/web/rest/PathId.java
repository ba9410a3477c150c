package dev.spotdock.web.rest;

import dev.spotdock.web.problem.Problem;
import java.util.UUID;
import java.util.function.Function;

/** Ids in addresses. */
public final class PathId {

    private PathId() {}

    /**
     * The id in an address; what is no id names nothing.
     *
     * @throws Problem {@code not-found}
     */
    public static <T> T of(String text, Function<UUID, T> id) {
        try {
            return id.apply(IdInput.parsed(text));
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("there is nothing of that id");
        }
    }
}
