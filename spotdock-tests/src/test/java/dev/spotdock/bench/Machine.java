package dev.spotdock.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on: a figure without its machine says nothing. */
final class Machine {

    private Machine() {}

    static Map<String, Object> facts() throws IOException {
        OperatingSystemMXBean os = ManagementFactory.getOperatingSystemMXBean();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("os", os.getName() + " " + os.getVersion() + " " + os.getArch());
        facts.put("processors", os.getAvailableProcessors());
        facts.put("processorModel", first(Path.of("/proc/cpuinfo"), "model name"));
        facts.put("memory", first(Path.of("/proc/meminfo"), "MemTotal"));
        facts.put("loadAverageBefore", os.getSystemLoadAverage());
        facts.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
        return facts;
    }

    /** The value of the first line with that name; "unknown" on systems without such a file. */
    private static String first(Path file, String name) throws IOException {
        if (!Files.isReadable(file)) {
            return "unknown";
        }
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown");
    }
}
