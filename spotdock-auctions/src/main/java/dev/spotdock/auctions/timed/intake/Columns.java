package dev.spotdock.auctions.timed.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows as columns: array parameters for set statements with {@code unnest}. */
final class Columns {

    private Columns() {}

    /** Anything that PostgreSQL reads from text; cast it in the statement. */
    static <T> @Nullable String[] of(
            Collection<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        @Nullable String[] texts = new @Nullable String[rows.size()];
        int i = 0;
        for (T row : rows) {
            Object value = column.apply(row);
            texts[i++] = value == null ? null : value.toString();
        }
        return texts;
    }

    /** Whole numbers: {@code bigint[]}. */
    static <T> long[] longs(Collection<T> rows, ToLongFunction<? super T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    /** A column that most rows do not have: an array that ends early is filled up with nulls. */
    static <T> @Nullable String[] sparse(
            List<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        return rows.stream().allMatch(row -> column.apply(row) == null)
                ? new String[0]
                : of(rows, column);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** An instant as JDBC takes it. */
    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
