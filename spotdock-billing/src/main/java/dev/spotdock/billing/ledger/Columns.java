package dev.spotdock.billing.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows as columns: array parameters for set statements with {@code unnest}. */
public final class Columns {

    private Columns() {}

    /** Anything that PostgreSQL reads from text: ids, instants, names; cast it in the statement. */
    public static <T> @Nullable String[] texts(
            List<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        @Nullable String[] texts = new @Nullable String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = column.apply(rows.get(i));
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }

    /** Whole numbers: {@code bigint[]}. */
    public static <T> long[] longs(List<T> rows, ToLongFunction<? super T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    /**
     * Instants, microseconds since the epoch, which is as finely as PostgreSQL keeps them: cheaper
     * than text. In the statement {@code timestamptz 'epoch' + column * interval '1 microsecond'},
     * exact until the year 2255.
     */
    public static <T> long[] instants(List<T> rows, Function<? super T, Instant> column) {
        return longs(rows, row -> ChronoUnit.MICROS.between(Instant.EPOCH, column.apply(row)));
    }

    /** An instant of a row that has one. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** An instant of a row; null if it has none. */
    public static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** An instant as JDBC takes it. */
    public static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A statement must have hit as many rows as it was for; anything else is a bug. */
    public static void expectRows(int expected, int actual, String what) {
        if (expected != actual) {
            throw new IllegalStateException(
                    Objects.requireNonNull(what) + ": " + actual + " of " + expected + " rows");
        }
    }
}
