package dev.spotdock.web.rest;

import dev.spotdock.web.problem.InputError;
import dev.spotdock.web.problem.Problem;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with one request, to report it at once. */
public final class InputErrors {

    /** Bounds the answer to a body of nothing but mistakes. */
    private static final int REPORTED_MAX = 100;

    private static final int SHOWN_MAX = 40;

    private final List<InputError> errors = new ArrayList<>();

    /** Some text of a request, fit to be repeated in a message: its beginning if it is long. */
    public static String shortened(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }

    /**
     * Notes that something in the body is wrong.
     *
     * @param pointer JSON pointer, {@code ""} for the body itself
     */
    public void add(String pointer, String message) {
        note(new InputError(pointer, null, message));
    }

    /** Notes that a query parameter is wrong. */
    public void addParameter(String name, String message) {
        note(new InputError(null, name, message));
    }

    private void note(InputError error) {
        if (errors.size() < REPORTED_MAX) {
            errors.add(error);
        }
    }

    /**
     * Reads a text that may be missing.
     *
     * @param parse throws IllegalArgumentException with a message for the user
     * @return null if the text is missing, or wrong and noted
     */
    public <T> @Nullable T parse(
            String pointer, @Nullable String text, Function<String, ? extends T> parse) {
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            add(pointer, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Whether something was noted about that place in the body, one around it, or one in it. */
    public boolean concern(String pointer) {
        for (InputError error : errors) {
            String noted = error.pointer();
            if (noted != null
                    && ((noted + "/").startsWith(pointer + "/")
                            || (pointer + "/").startsWith(noted + "/"))) {
                return true;
            }
        }
        return false;
    }

    public boolean any() {
        return !errors.isEmpty();
    }

    /**
     * Goes on only if nothing was noted.
     *
     * @throws Problem with everything that was
     */
    public void refuseIfAny() {
        if (any()) {
            throw Problem.invalid(errors);
        }
    }
}
