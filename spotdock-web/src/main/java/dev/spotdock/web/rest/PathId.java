package dev.spotdock.web.rest;

import dev.spotdock.web.problem.Problem;
import java.util.UUID;
import java.util.function.Function;

/** Ids in addresses. */
public final class PathId {

    private static final int UUID_LENGTH = 36;

    private PathId() {}

    /**
     * The id in an address; what is no id names nothing.
     *
     * @throws Problem {@code not-found}
     */
    public static <T> T of(String text, Function<UUID, T> id) {
        if (text.length() != UUID_LENGTH) {
            throw Problem.notFound("there is nothing of that id");
        }
        try {
            return id.apply(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("there is nothing of that id");
        }
    }
}
