package dev.spotdock.web.rest;

import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads ids as bodies give them. */
public final class IdInput {

    private static final int UUID_LENGTH = 36;

    private IdInput() {}

    /** The id; null if it is missing, or wrong and noted. */
    public static <T> @Nullable T parse(
            String pointer, @Nullable String given, Function<UUID, T> id, InputErrors errors) {
        return errors.parse(pointer, given, text -> id.apply(parsed(text)));
    }

    /** The one form of 36 characters; Java takes shorter ones, too. */
    static UUID parsed(String text) {
        try {
            if (text.length() == UUID_LENGTH) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException _) {
            // told below, in words that fit the user
        }
        throw new IllegalArgumentException("must be an id");
    }
}
