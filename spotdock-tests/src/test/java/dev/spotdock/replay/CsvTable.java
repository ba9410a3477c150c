package dev.spotdock.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A CSV file with a header line and without quoted fields. Collects what is wrong, with file, line
 * and column, instead of stopping at the first.
 */
final class CsvTable {

    private final Path file;
    private final List<String> problems;
    private final List<String> header;
    private final List<String> lines;

    private CsvTable(Path file, List<String> lines, List<String> problems) {
        this.file = file;
        this.problems = problems;
        this.header = lines.isEmpty() ? List.of() : fields(lines.getFirst());
        this.lines = lines;
    }

    /**
     * Reads a file; one that is missing, empty or lacks a column has no rows.
     *
     * @param problems receives what is wrong
     */
    static CsvTable read(Path file, List<String> columns, List<String> problems) {
        CsvTable table = new CsvTable(file, linesOf(file, problems), problems);
        Set<String> missing = new HashSet<>(columns);
        table.header.forEach(missing::remove);
        if (missing.isEmpty() || table.lines.isEmpty()) {
            return table;
        }
        columns.stream()
                .filter(missing::contains)
                .forEach(column ->
                        problems.add("%s:1: column %s is missing".formatted(file, column)));
        return new CsvTable(file, List.of(), problems);
    }

    private static List<String> linesOf(Path file, List<String> problems) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.size() < 2) {
                problems.add("%s: has no rows".formatted(file));
                return List.of();
            }
            return lines;
        } catch (IOException e) {
            problems.add("%s: cannot be read as UTF-8 text: %s".formatted(file, e));
            return List.of();
        }
    }

    /** The rows with as many fields as the header; blank lines are passed over. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            List<String> fields = fields(lines.get(i));
            if (fields.size() == header.size()) {
                rows.add(new Row(i + 1, fields));
            } else {
                problems.add(
                        "%s:%d: has %d fields, the header %d"
                                .formatted(file, i + 1, fields.size(), header.size()));
            }
        }
        return rows;
    }

    private static List<String> fields(String line) {
        return List.of(line.split(",", -1));
    }

    /** One line of the file. */
    final class Row {

        private final int line;
        private final List<String> fields;

        private Row(int line, List<String> fields) {
            this.line = line;
            this.fields = fields;
        }

        /** The field as it stands, without the space around it; empty is a problem. */
        String text(String column) {
            String text = fields.get(header.indexOf(column)).strip();
            if (text.isEmpty()) {
                problem(column, "is empty");
            }
            return text;
        }

        /** A whole number between 0 and {@code max}; 0 if it is none, which is a problem. */
        long number(String column, long max) {
            String text = text(column);
            if (text.isEmpty()) {
                return 0;
            }
            try {
                long value = Long.parseLong(text);
                if (value >= 0 && value <= max) {
                    return value;
                }
            } catch (NumberFormatException _) {
                // reported below, like one that is out of bounds
            }
            problem(column, "must be a whole number from 0 to %d, is \"%s\"".formatted(max, text));
            return 0;
        }

        void problem(String column, String problem) {
            problems.add("%s:%d: column %s: %s".formatted(file, line, column, problem));
        }
    }
}
