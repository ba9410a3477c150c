package dev.spotdock.web.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table, RFC 4180 with a header, read and written a page at a time, whatever its length.
 *
 * <p>A text that a spreadsheet would take for a formula is preceded by an apostrophe; numbers are
 * left alone, negative ones too.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection, OWASP</a>
 */
public final class CsvTable {

    public static final String MEDIA_TYPE = "text/csv";

    /** What such an answer says of itself. */
    public static final String CONTENT_TYPE = MEDIA_TYPE + ";charset=utf-8;header=present";

    private static final int PAGE = 1000;
    private static final int ROWS_MAX = 1_000_000;
    private static final int ROWS_DEFAULT = 100_000;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r].*");
    private static final Pattern SPECIAL = Pattern.compile("(?s).*[\",\\r\\n].*");

    private final Writer out;

    private CsvTable(Writer out) {
        this.out = out;
    }

    /**
     * Begins a table.
     *
     * @throws IOException if the reader has gone
     */
    public static CsvTable to(OutputStream stream, String... header) throws IOException {
        CsvTable table = new CsvTable(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        table.write(List.of(header));
        return table;
    }

    /** How many rows are wanted, 1 to 1,000,000; a wrong number is noted. */
    public static int rows(@Nullable String limit, InputErrors errors) {
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

    /** Yields what comes after an item. */
    @FunctionalInterface
    public interface Pages<T> {

        /**
         * The next items, less than {@code size} only at the end.
         *
         * @param last the last one of the page before; null: from the first
         */
        List<T> after(@Nullable T last, int size);
    }

    /**
     * Writes rows page by page, and ends the table.
     *
     * @param rows at most so many
     * @param row an item's fields; null is empty
     * @throws IOException if the reader has gone
     */
    public <T> void write(
            long rows, Pages<T> pages, Function<T, ? extends List<? extends @Nullable Object>> row)
            throws IOException {
        long left = rows;
        @Nullable T last = null;
        List<T> page;
        do {
            int size = (int) Math.min(left, PAGE);
            page = pages.after(last, size);
            for (T item : page) {
                write(row.apply(item));
                last = item;
            }
            left -= page.size();
        } while (left > 0 && page.size() == PAGE);
        out.flush();
    }

    private void write(List<? extends @Nullable Object> fields) throws IOException {
        String separator = "";
        for (Object field : fields) {
            out.write(separator);
            out.write(field == null ? "" : field(field.toString()));
            separator = ",";
        }
        out.write("\r\n");
    }

    private static String field(String text) {
        String safe =
                FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches()
                        ? "'" + text
                        : text;
        return SPECIAL.matcher(safe).matches() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
