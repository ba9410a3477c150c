package dev.spotdock.web.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs short-lived programs. What they leave running must not hold this process's streams open, so
 * their output goes to a file.
 */
final class Program {

    /** As much of the output as a message can carry. */
    private static final int OUTPUT_CHARS = 2_000;

    private Program() {}

    /**
     * Result of a program.
     *
     * @param output the end of what it wrote to both streams
     */
    record Result(int exitCode, String output) {

        boolean isSuccess() {
            return exitCode == 0;
        }
    }

    /**
     * Runs to the end.
     *
     * @param log takes the output, replaced by every call
     * @throws TimeoutException if it takes longer; it is killed then
     */
    static Result run(List<String> command, Path log, Duration timeout)
            throws IOException, InterruptedException, TimeoutException {
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new TimeoutException(
                    "%s took longer than %s: %s".formatted(command.getFirst(), timeout, end(log)));
        }
        return new Result(process.exitValue(), end(log));
    }

    /** The end of a text file; empty if there is none. */
    static String end(Path file) throws IOException {
        if (Files.notExists(file)) {
            return "";
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        return text.length() <= OUTPUT_CHARS ? text : text.substring(text.length() - OUTPUT_CHARS);
    }

    /**
     * The process with that id if it is really the one meant: same program, and this word among its
     * arguments. Ids are used again, and after a crash of the machine may belong to anybody.
     */
    static Optional<ProcessHandle> running(long pid, String programName, String argument) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> words(process).stream().anyMatch(argument::equals))
                .filter(process -> words(process).getFirst().endsWith("/" + programName));
    }

    private static List<String> words(ProcessHandle process) {
        List<String> words = new ArrayList<>();
        words.add(process.info().command().orElse(""));
        words.addAll(List.of(process.info().arguments().orElse(new String[0])));
        return words;
    }
}
