package dev.spotdock.web.rest;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters {@code limit} and {@code cursor} of a list. */
public record PageQuery(@Nullable String limit, @Nullable String cursor) {

    private static final int LIMIT_MAX = 100;
    private static final int LIMIT_DEFAULT = 50;

    /** How many items are wanted, 1 to 100; a wrong one is noted. */
    public int size(InputErrors errors) {
        if (limit == null) {
            return LIMIT_DEFAULT;
        }
        if (!limit.matches("\\d{1,4}")
                || Integer.parseInt(limit) < 1
                || Integer.parseInt(limit) > LIMIT_MAX) {
            errors.addParameter("limit", "must be a whole number from 1 to " + LIMIT_MAX);
            return LIMIT_DEFAULT;
        }
        return Integer.parseInt(limit);
    }

    /**
     * Where to go on in a list.
     *
     * @param parse throws IllegalArgumentException for what is no position of that list
     * @return null for the beginning, or if the cursor is wrong and noted
     */
    public <T> @Nullable T after(String list, InputErrors errors, Function<String, T> parse) {
        if (cursor == null) {
            return null;
        }
        try {
            return Cursor.position(list, cursor)
                    .map(parse)
                    .orElseThrow(() -> new IllegalArgumentException("not of this list"));
        } catch (IllegalArgumentException e) {
            errors.addParameter("cursor", "must be the \"next\" of a page of this list");
            return null;
        }
    }
}
