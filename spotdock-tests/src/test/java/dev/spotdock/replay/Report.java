package dev.spotdock.replay;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One table for people and one JSON file for machines: means, and the spread over the seeds. */
final class Report {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Figure, heading, digits after the point. */
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("share", "value share", 4),
                    new Column("shareWhileArriving", "while arriving", 4),
                    new Column("evictionsPerStart", "evict/start", 4),
                    new Column("lostHours", "lost hours", 1),
                    new Column("waitP50", "wait p50 s", 1),
                    new Column("waitP99", "wait p99 s", 0),
                    new Column("evictions", "evictions", 0),
                    new Column("neverRan", "never ran", 0),
                    new Column("cpu", "cpu", 3),
                    new Column("memory", "memory", 3),
                    new Column("gpu", "gpu", 3));

    private static final List<String> UTILISATION = List.of("cpu", "memory", "gpu");

    private final Options options;
    private final Replay replay;

    Report(Options options, Replay replay) {
        this.options = options;
        this.replay = replay;
    }

    private record Column(String figure, String heading, int digits) {}

    /** Mean and, with several seeds, standard deviation. */
    String table() {
        StringBuilder table = new StringBuilder(head());
        table.append(String.format(Locale.ROOT, "%-15s", "policy"));
        COLUMNS.forEach(c -> table.append(String.format(Locale.ROOT, "  %17s", c.heading())));
        table.append('\n');
        replay.results()
                .forEach((policy, outcomes) -> {
                    Map<String, Spread> spreads = Spread.of(outcomes);
                    table.append(String.format(Locale.ROOT, "%-15s", policy));
                    COLUMNS.forEach(
                            c -> table.append("  ").append(cell(c, get(spreads, c.figure()))));
                    table.append('\n');
                });
        return table.toString();
    }

    private String head() {
        PoolSettings settings = options.settings();
        return String.format(
                Locale.ROOT,
                "%d nodes, %d bids in %.2f h, load %s, seeds %s; step %d %%, must-gain %b, min-run %d s,"
                        + " notice %d s%n",
                replay.first().nodes().size(),
                replay.first().bids().size(),
                replay.first().span() / 3_600_000.0,
                options.load(),
                options.seeds(),
                settings.minimumStep(),
                settings.mustGain(),
                settings.minRun() / 1000,
                settings.notice() / 1000);
    }

    private String cell(Column column, Spread spread) {
        String text =
                options.seeds().size() == 1
                        ? format(spread.mean(), column.digits())
                        : "%s ±%s"
                                .formatted(
                                        format(spread.mean(), column.digits()),
                                        format(spread.stdDev(), column.digits()));
        return String.format(Locale.ROOT, "%17s", text);
    }

    private static String format(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** By policy, then the seed and what else went in. */
    void writeJson(Path file) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        replay.results().forEach((policy, outcomes) -> content.put(policy, figures(outcomes)));
        content.put("seed", options.seeds().getFirst());
        content.put("inputs", inputs());
        Files.writeString(file, JSON.writeValueAsString(content) + "\n", StandardCharsets.UTF_8);
    }

    private Map<String, Object> figures(List<Outcome> outcomes) {
        Map<String, Object> figures = new LinkedHashMap<>();
        Map<String, Object> utilisation = new LinkedHashMap<>();
        Map<String, Object> spread = new LinkedHashMap<>();
        Spread.of(outcomes)
                .forEach((name, each) -> {
                    (UTILISATION.contains(name) ? utilisation : figures)
                            .put(name, rounded(each.mean()));
                    spread.put(
                            name,
                            Map.of(
                                    "stdDev", rounded(each.stdDev()),
                                    "min", rounded(each.min()),
                                    "max", rounded(each.max())));
                });
        figures.put("utilisation", utilisation);
        if (outcomes.size() > 1) {
            figures.put("spread", spread);
        }
        return figures;
    }

    private Map<String, Object> inputs() {
        PoolSettings settings = options.settings();
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("nodesFile", String.valueOf(options.nodes().getFileName()));
        inputs.put("podsFile", String.valueOf(options.pods().getFileName()));
        inputs.put("seeds", options.seeds());
        inputs.put("scale", options.scale());
        inputs.put("load", options.load());
        inputs.put("nodes", replay.first().nodes().size());
        inputs.put("bids", replay.first().bids().size());
        inputs.put("medianUnitPrice", Scenario.MEDIAN_UNIT_PRICE / 1_000_000);
        inputs.put("sigma", Scenario.SIGMA);
        inputs.put("minimumStepPercent", settings.minimumStep());
        inputs.put("mustGain", settings.mustGain());
        inputs.put("minRunSeconds", settings.minRun() / 1000);
        inputs.put("noticeSeconds", settings.notice() / 1000);
        return inputs;
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP);
    }

    private static Spread get(Map<String, Spread> spreads, String figure) {
        return Objects.requireNonNull(spreads.get(figure));
    }
}
