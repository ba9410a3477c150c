package dev.spotdock.web.rest.pools;

import dev.spotdock.auctions.ListPrices;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Prices as a table, RFC 4180 with a header. Read and written a page at a time, whatever its
 * length. No field can hold a comma, a quote or a line's end, so none is quoted.
 */
@Component
class PriceTable {

    static final String MEDIA_TYPE = "text/csv";

    private static final String HEADER = "at,unitPrice,currency,per,cause,bid\r\n";
    private static final int PAGE = 1000;
    private static final int ROWS_MAX = 1_000_000;
    private static final int ROWS_DEFAULT = 100_000;

    private final Ask ask;
    private final SiteCurrency site;

    PriceTable(Ask ask, SiteCurrency site) {
        this.ask = ask;
        this.site = site;
    }

    /** How many rows are wanted; a wrong number is noted. */
    static int rows(@Nullable String limit, InputErrors errors) {
        if (limit == null) {
            return ROWS_DEFAULT;
        }
        if (!limit.matches("\\d{1,7}")
                || Integer.parseInt(limit) < 1
                || Integer.parseInt(limit) > ROWS_MAX) {
            errors.addParameter("limit", "must be a whole number from 1 to " + ROWS_MAX);
            return ROWS_DEFAULT;
        }
        return Integer.parseInt(limit);
    }

    /**
     * Writes the newest rows.
     *
     * @param viewer whose bids are named; null: everybody's
     * @throws IOException if the reader has gone
     */
    void write(
            String pool,
            @Nullable AccountId viewer,
            PriceRange range,
            int rows,
            OutputStream stream)
            throws IOException {
        Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        out.write(HEADER);
        int left = rows;
        PriceRange rest = range;
        List<Tick> page;
        do {
            int size = Math.min(left, PAGE);
            page = ask.many(new ListPrices(pool, viewer, rest.from(), rest.to(), size), Tick.class);
            for (Tick tick : page) {
                out.write(row(TickView.of(tick, site)));
            }
            left -= page.size();
            if (!page.isEmpty()) {
                rest = rest.before(page.getLast().at());
            }
        } while (left > 0 && page.size() == PAGE);
        out.flush();
    }

    private static String row(TickView tick) {
        PriceView price = tick.unitPrice();
        return "%s,%s,%s,%s,%s,%s\r\n"
                .formatted(
                        tick.at(),
                        price.amount(),
                        price.currency(),
                        price.per(),
                        tick.cause(),
                        tick.bid() == null ? "" : tick.bid());
    }
}
