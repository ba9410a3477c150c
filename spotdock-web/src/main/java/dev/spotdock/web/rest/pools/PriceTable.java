package dev.spotdock.web.rest.pools;

import dev.spotdock.auctions.ListPrices;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.CsvTable;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Prices as a table. */
@Component
class PriceTable {

    private final Ask ask;
    private final SiteCurrency site;

    PriceTable(Ask ask, SiteCurrency site) {
        this.ask = ask;
        this.site = site;
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
        CsvTable.to(stream, "at", "unitPrice", "currency", "per", "cause", "bid")
                .<Tick>write(
                        rows,
                        (last, size) -> ticks(pool, viewer, range, last, size),
                        tick -> row(TickView.of(tick, site)));
    }

    private List<Tick> ticks(
            String pool,
            @Nullable AccountId viewer,
            PriceRange range,
            @Nullable Tick last,
            int size) {
        PriceRange rest = last == null ? range : range.before(last.at());
        return ask.many(new ListPrices(pool, viewer, rest.from(), rest.to(), size), Tick.class);
    }

    private static List<@Nullable Object> row(TickView tick) {
        PriceView price = tick.unitPrice();
        return Arrays.asList(
                tick.at(), price.amount(), price.currency(), price.per(), tick.cause(), tick.bid());
    }
}
