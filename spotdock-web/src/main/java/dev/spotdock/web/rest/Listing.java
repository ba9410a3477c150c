package dev.spotdock.web.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the page after this one; null on the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Listing<T>(
        List<T> items,
        @Schema(description = "cursor of the next page, null on the last") @Nullable String next)
        implements Page {

    /**
     * A page of a list that is at hand and only grows at its end.
     *
     * @param name the list's, for its cursors
     * @param from how many items come before the page
     */
    public static <S, T> Listing<T> of(
            String name, List<S> all, int from, int limit, Function<S, T> view) {
        int start = Math.min(from, all.size());
        int end = (int) Math.min((long) start + limit, all.size());
        String next = end < all.size() ? new Cursor(name, Integer.toString(end)).encoded() : null;
        return new Listing<>(all.subList(start, end).stream().map(view).toList(), next);
    }

    /**
     * A page of at most {@code limit} items, made from one more than that.
     *
     * @param position names an item's place in the order, so that the next page starts after it
     */
    public static <S, T> Listing<T> of(
            List<S> found, int limit, Function<S, Cursor> position, Function<S, T> view) {
        List<S> page = found.size() > limit ? found.subList(0, limit) : found;
        String next = found.size() > limit ? position.apply(page.getLast()).encoded() : null;
        return new Listing<>(page.stream().map(view).toList(), next);
    }
}
