package dev.spotdock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the processor time of this JVM goes, by sampling: the share of threads, of libraries and of
 * methods; and what is left of the machine for PostgreSQL, Redis and Docker.
 */
final class Profile {

    private static final int METHODS = 20;

    /** The first that a stack shows, from its top, gets the sample. */
    private static final Map<String, String> AREAS = areas();

    private final Recording recording;

    private Profile(Recording recording) {
        this.recording = recording;
    }

    static Profile start() throws IOException, ParseException {
        Recording recording = new Recording(Configuration.getConfiguration("profile"));
        recording.start();
        return new Profile(recording);
    }

    /** Shares in percent, largest first. */
    Map<String, Object> stop() throws IOException {
        Path file = Files.createTempFile("bench", ".jfr");
        try (recording) {
            recording.stop();
            recording.dump(file);
            return summary(RecordingFile.readAllEvents(file));
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Object> summary(List<RecordedEvent> events) {
        List<RecordedEvent> samples =
                events.stream()
                        .filter(e -> e.getEventType().getName().equals("jdk.ExecutionSample"))
                        .filter(e -> e.getStackTrace() != null)
                        .toList();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("processorPercent", load(events));
        summary.put("samples", samples.size());
        summary.put("threads", shares(samples, Profile::thread, METHODS));
        summary.put("areas", shares(samples, Profile::area, METHODS));
        summary.put("methods", shares(samples, e -> method(top(e)), METHODS));
        return summary;
    }

    private static Map<String, Object> load(List<RecordedEvent> events) {
        List<RecordedEvent> loads =
                events.stream()
                        .filter(e -> e.getEventType().getName().equals("jdk.CPULoad"))
                        .toList();
        Map<String, Object> load = new TreeMap<>();
        for (String part : List.of("jvmUser", "jvmSystem", "machineTotal")) {
            load.put(
                    part,
                    loads.stream()
                            .mapToDouble(e -> Math.round(1000 * e.getFloat(part)) / 10.0)
                            .average()
                            .orElse(0));
        }
        return load;
    }

    private static Map<String, Double> shares(
            List<RecordedEvent> samples, Function<RecordedEvent, String> by, int atMost) {
        Map<String, Long> counts =
                samples.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
        Map<String, Double> shares = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(atMost)
                .forEach(e ->
                        shares.put(
                                e.getKey(),
                                Math.round(1000.0 * e.getValue() / samples.size()) / 10.0));
        return shares;
    }

    /** Threads of one kind differ by numbers; virtual ones have no names, but carriers. */
    private static String thread(RecordedEvent sample) {
        var thread = sample.getThread("sampledThread");
        @Nullable String name = thread == null ? null : thread.getJavaName();
        if (name == null || name.isEmpty()) {
            return thread != null && thread.isVirtual() ? "virtual" : "other";
        }
        return name.replaceAll("[0-9]+", "#");
    }

    private static String area(RecordedEvent sample) {
        for (RecordedFrame frame : sample.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            for (Map.Entry<String, String> area : AREAS.entrySet()) {
                if (type.startsWith(area.getKey())) {
                    return area.getValue();
                }
            }
        }
        return "JDK";
    }

    private static @Nullable RecordedFrame top(RecordedEvent sample) {
        List<RecordedFrame> frames = new ArrayList<>(sample.getStackTrace().getFrames());
        return frames.isEmpty() ? null : frames.getFirst();
    }

    private static String method(@Nullable RecordedFrame frame) {
        return frame == null
                ? "unknown"
                : frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static Map<String, String> areas() {
        Map<String, String> areas = new LinkedHashMap<>();
        areas.put("dev.spotdock.bench.", "benchmark's clients");
        areas.put("dev.spotdock.auctions.", "auctions");
        areas.put("dev.spotdock.billing.", "billing");
        areas.put("dev.spotdock.compute.", "compute");
        areas.put("dev.spotdock.", "process, runtime, web");
        areas.put("org.postgresql.", "PostgreSQL driver");
        areas.put("com.zaxxer.", "connection pool");
        areas.put("org.hibernate.", "Hibernate");
        areas.put("org.axonframework.", "Axon");
        areas.put("tools.jackson.", "JSON");
        areas.put("com.fasterxml.", "JSON");
        areas.put("io.lettuce.", "Redis driver");
        areas.put("io.netty.", "Redis driver");
        areas.put("org.apache.", "Tomcat");
        areas.put("com.github.dockerjava.", "Docker driver");
        areas.put("org.springframework.security.", "Spring Security");
        areas.put("org.springframework.web.", "Spring MVC");
        areas.put("org.springframework.", "Spring");
        areas.put("io.micrometer.", "metrics");
        areas.put("ch.qos.logback.", "logging");
        return areas;
    }
}
