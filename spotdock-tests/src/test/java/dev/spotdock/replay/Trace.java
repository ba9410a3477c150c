package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a real cluster had and was asked for.
 *
 * @param nodes in the file's order, names unique, never empty
 * @param tasks by the second they were created, then in the file's order, never empty
 */
record Trace(List<Node> nodes, List<Task> tasks) {

    /** Earlier tasks filled a cluster that was being set up: too few to be a market. */
    static final long FROM_SECOND = 10_000_000;

    private static final long AMOUNT_MAX = 100_000_000L;
    private static final long SECOND_MAX = 1_000_000_000L;
    private static final List<String> NODE_COLUMNS =
            List.of("sn", "cpu_milli", "memory_mib", "gpu");
    private static final List<String> TASK_COLUMNS =
            List.of("name", "cpu_milli", "memory_mib", "num_gpu", "creation_time", "deletion_time");

    Trace {
        nodes = List.copyOf(nodes);
        tasks = List.copyOf(tasks);
    }

    /** A machine of the cluster. */
    record Node(String name, Resources capacity) {}

    /**
     * A request.
     *
     * @param createdSecond since the trace began
     * @param durationSeconds from creation to deletion, at least 1
     */
    record Task(String name, Resources resources, long createdSecond, long durationSeconds) {}

    /**
     * Reads both files. Tasks created before {@link #FROM_SECOND} and those of no duration, which
     * want nothing, are left out.
     *
     * @throws BadInput with every problem of both files
     */
    static Trace read(Path nodes, Path tasks) {
        List<String> problems = new ArrayList<>();
        List<Node> nodesRead = nodes(CsvTable.read(nodes, NODE_COLUMNS, problems));
        List<Task> tasksRead = tasks(CsvTable.read(tasks, TASK_COLUMNS, problems));
        if (problems.isEmpty() && tasksRead.isEmpty()) {
            problems.add("%s: no task was created from second %d on".formatted(tasks, FROM_SECOND));
        }
        if (!problems.isEmpty()) {
            throw new BadInput(problems);
        }
        return new Trace(nodesRead, tasksRead);
    }

    private static List<Node> nodes(CsvTable table) {
        List<Node> nodes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (CsvTable.Row row : table.rows()) {
            String name = row.text("sn");
            if (!names.add(name)) {
                row.problem("sn", "\"%s\" occurs twice".formatted(name));
            }
            nodes.add(new Node(name, resources(row, "gpu")));
        }
        return nodes;
    }

    private static List<Task> tasks(CsvTable table) {
        List<Task> tasks = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            long created = row.number("creation_time", SECOND_MAX);
            long deleted = row.number("deletion_time", SECOND_MAX);
            if (deleted < created) {
                row.problem(
                        "deletion_time",
                        "%d is before %d, the creation".formatted(deleted, created));
            }
            Task task =
                    new Task(
                            row.text("name"),
                            resources(row, "num_gpu"),
                            created,
                            deleted - created);
            if (task.resources().equals(Resources.NONE)) {
                row.problem("cpu_milli", "the task asks for nothing at all");
            }
            if (created >= FROM_SECOND && deleted > created) {
                tasks.add(task);
            }
        }
        tasks.sort(Comparator.comparingLong(Task::createdSecond));
        return tasks;
    }

    private static Resources resources(CsvTable.Row row, String gpus) {
        return new Resources(
                row.number("cpu_milli", AMOUNT_MAX),
                row.number("memory_mib", AMOUNT_MAX),
                (int) row.number(gpus, 1000));
    }
}
