package dev.spotdock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One table for people and one JSON file a measurement for machines. */
final class Report {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final Map<String, Object> machine;

    Report(Path folder, Map<String, Object> machine) {
        this.folder = folder;
        this.machine = machine;
    }

    /** Writes {@code <name>.json}, replacing an older one. */
    void write(Measured measured) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>(measured.figures());
        content.put("machine", machine);
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(measured.name() + ".json"), JSON.writeValueAsString(content) + "\n");
    }

    static String table(List<Measured> all) {
        StringBuilder table = new StringBuilder(System.lineSeparator());
        table.append(row("measured", "figure", "baseline", "ratio", "limit", ""));
        for (Measured each : all) {
            Double ratio = each.ratio();
            table.append(
                    row(
                            "%s [%s]".formatted(each.what(), each.unit()),
                            number(each.figure()),
                            each.baseline() == null ? "-" : number(each.baseline()),
                            ratio == null ? "-" : String.format(Locale.ROOT, "%.2f", ratio),
                            each.limit() == null ? "-" : each.limit().toString(),
                            each.passed() ? "pass" : "FAIL"));
        }
        return table.toString();
    }

    private static String row(
            String what, String figure, String baseline, String ratio, String limit, String pass) {
        return String.format(
                Locale.ROOT,
                "%-62s  %12s  %12s  %8s  %10s  %s%n",
                what,
                figure,
                baseline,
                ratio,
                limit,
                pass);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
