package dev.spotdock.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListingTests {

    private static Listing<Integer> page(int size, int from, int limit) {
        List<Integer> all = IntStream.range(0, size).boxed().toList();
        return Listing.of("numbers", all, from, limit, Function.identity());
    }

    @Test
    void pagesOfAListAtHandFollowEachOther() {
        List<Integer> read = new ArrayList<>();
        @Nullable Integer from = 0;
        int pages = 0;
        while (from != null) {
            Listing<Integer> page = page(7, from, 3);
            read.addAll(page.items());
            String next = page.next();
            from =
                    next == null
                            ? null
                            : Integer.valueOf(Cursor.position("numbers", next).orElseThrow());
            pages++;
        }
        assertThat(read).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void theLastPageHasNoNext() {
        assertThat(page(3, 0, 3).next()).isNull();
        assertThat(page(0, 0, 3).items()).isEmpty();
        assertThat(page(3, 9, 3).items()).isEmpty();
        assertThat(page(3, Integer.MAX_VALUE, 100).next()).isNull();
    }
}
