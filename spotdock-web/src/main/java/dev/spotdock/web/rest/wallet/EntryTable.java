package dev.spotdock.web.rest.wallet;

import dev.spotdock.billing.ListEntries;
import dev.spotdock.billing.ListEntries.Entry;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.CsvTable;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.rest.wallet.EntryView.ArithmeticView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A wallet's entries as a table. */
@Component
class EntryTable {

    private static final String[] HEADER = {
        "at",
        "kind",
        "amount",
        "balance",
        "currency",
        "bid",
        "allocation",
        "slice",
        "from",
        "to",
        "milliseconds",
        "ratePerHourMicros",
        "sliceAmount"
    };

    private final Ask ask;
    private final SiteCurrency site;

    EntryTable(Ask ask, SiteCurrency site) {
        this.ask = ask;
        this.site = site;
    }

    /**
     * Writes the newest rows.
     *
     * @throws IOException if the reader has gone
     */
    void write(AccountId accountId, int rows, OutputStream stream) throws IOException {
        CsvTable.to(stream, HEADER)
                .<Entry>write(
                        rows,
                        (last, size) -> entries(accountId, last, size),
                        entry -> row(EntryView.of(entry, site)));
    }

    private List<Entry> entries(AccountId accountId, @Nullable Entry last, int size) {
        long before = last == null ? Long.MAX_VALUE : last.position();
        return ask.many(new ListEntries(accountId, before, size), Entry.class);
    }

    private static List<@Nullable Object> row(EntryView entry) {
        ArithmeticView arithmetic = entry.arithmetic();
        return Arrays.asList(
                entry.at(),
                entry.kind(),
                entry.amount().amount(),
                entry.balance().amount(),
                entry.amount().currency(),
                entry.bidId(),
                entry.allocationId(),
                entry.slice(),
                arithmetic == null ? null : arithmetic.from(),
                arithmetic == null ? null : arithmetic.to(),
                arithmetic == null ? null : arithmetic.milliseconds(),
                arithmetic == null ? null : arithmetic.ratePerHourMicros(),
                arithmetic == null ? null : arithmetic.amount().amount());
    }
}
