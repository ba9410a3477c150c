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
        @Schema(description = "cursor of the next page, null on the last") @Nullable String next) {

    /** A list without pages. */
    public static <T> Listing<T> all(List<T> items) {
        return new Listing<>(items, null);
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
