package dev.spotdock.compute.workload;

import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.resources.Resources;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A launch that may go ahead now. */
record LaunchOrder(Workload workload, Resources resources, ContainerSpec container) {

    /** At least this long, so that a provider's timeout is never zero. */
    private static final Duration TIMEOUT_MIN = Duration.ofMillis(1);

    @SuppressWarnings("unused") // a RowMapper's second parameter
    static LaunchOrder read(ResultSet row, int number) throws SQLException {
        List<String> names = words(row, "env_names");
        List<String> values = words(row, "env_values");
        Map<String, String> env = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            env.put(names.get(i), values.get(i));
        }
        return new LaunchOrder(
                WorkloadRow.read(row, number),
                new Resources(
                        row.getLong("cpu_millis"), row.getLong("memory_mib"), row.getInt("gpus")),
                new ContainerSpec(row.getString("image"), words(row, "command"), env));
    }

    private static List<String> words(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    /** The launch, with the time that remains until the start deadline. */
    LaunchSpec spec(Instant now) {
        Duration left = Duration.between(now, workload.startBy());
        return new LaunchSpec(
                workload.allocationId(),
                workload.bidId(),
                workload.node(),
                resources,
                container,
                left.compareTo(TIMEOUT_MIN) < 0 ? TIMEOUT_MIN : left);
    }
}
