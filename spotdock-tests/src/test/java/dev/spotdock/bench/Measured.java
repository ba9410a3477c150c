package dev.spotdock.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measurement.
 *
 * @param name of its file, lower case with hyphens
 * @param what in words, for the table
 * @param unit of figure and baseline
 * @param figure the product's
 * @param baseline the bare one's, of the same run; null where there is none
 * @param limit null where only the figure is asked for
 * @param details everything else, for the file: windows, percentiles, load, where time goes
 */
record Measured(
        String name,
        String what,
        String unit,
        double figure,
        @Nullable Double baseline,
        @Nullable Limit limit,
        Map<String, Object> details) {

    /** A bound on figure / baseline, or on the figure itself where that is what was promised. */
    record Limit(Bound bound, double value, boolean ofFigure) {

        enum Bound {
            AT_LEAST,
            AT_MOST
        }

        static Limit atLeast(double value) {
            return new Limit(Bound.AT_LEAST, value, false);
        }

        static Limit atMost(double value) {
            return new Limit(Bound.AT_MOST, value, false);
        }

        static Limit figureAtLeast(double value) {
            return new Limit(Bound.AT_LEAST, value, true);
        }

        static Limit figureAtMost(double value) {
            return new Limit(Bound.AT_MOST, value, true);
        }

        private boolean holds(double measured) {
            return bound == Bound.AT_LEAST ? measured >= value : measured <= value;
        }

        @Override
        public String toString() {
            String sign = bound == Bound.AT_LEAST ? ">= " : "<= ";
            return sign + (ofFigure ? String.format(Locale.ROOT, "%,.0f", value) : value);
        }
    }

    /** Figure against baseline; null where there is no baseline. */
    @Nullable Double ratio() {
        return baseline == null ? null : Double.valueOf(figure / baseline);
    }

    /** Whether the limit holds; true where there is none. */
    boolean passed() {
        if (limit == null) {
            return true;
        }
        Double measured = limit.ofFigure() ? Double.valueOf(figure) : ratio();
        return measured != null && limit.holds(measured);
    }

    /** The file's content but for the machine. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", name);
        figures.put("what", what);
        figures.put("unit", unit);
        figures.put("figure", figure);
        figures.put("baseline", baseline);
        figures.put("ratio", ratio());
        figures.put("limit", limit == null ? null : limit.toString());
        figures.put("passed", passed());
        figures.put("details", details);
        return figures;
    }
}
