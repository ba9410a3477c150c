package dev.spotdock.auctions.mutation;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One mutated class or script, in a folder of its own, and the tests run against it. */
final class Mutant {

    private static final String ROOT_FOLDER = "dev/spotdock/auctions";
    private static final Path SOURCES = Path.of("src/main/java", ROOT_FOLDER);
    private static final Path SCRIPTS = Path.of("src/main/resources", ROOT_FOLDER);
    private static final String ROOT = "dev.spotdock.auctions.";
    private static final long MINUTES_MAX = 5;

    private final Mutation mutation;
    private final Path folder;

    Mutant(Mutation mutation, Path folder) {
        this.mutation = mutation;
        this.folder = folder;
    }

    /** What the tests said of it. */
    enum Verdict {
        NOTICED,
        SURVIVED,
        /** No test was found, or the tests could not be run. */
        UNTESTED
    }

    /** The source with the mutation in it; fails if the list does not fit the source any more. */
    String source() throws IOException {
        Path folderOfFile = isClass() ? SOURCES : SCRIPTS;
        String source = Files.readString(folderOfFile.resolve(mutation.file()));
        Matcher found = pattern().matcher(source);
        if (!found.find()) {
            throw new IllegalStateException("is not there: " + mutation);
        }
        String mutated =
                source.substring(0, found.start())
                        + mutation.mutant()
                        + source.substring(found.end());
        if (found.find()) {
            throw new IllegalStateException("is there more than once: " + mutation);
        }
        return mutated;
    }

    private boolean isClass() {
        return mutation.file().endsWith(".java");
    }

    /** Any white space stands for any other: the formatter may break lines elsewhere. */
    private Pattern pattern() {
        return Pattern.compile(
                Stream.of(mutation.old().strip().split("\\s+"))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s*")));
    }

    /** Puts what is mutated where it comes before the original. */
    void compile() throws IOException {
        if (!isClass()) {
            Path script = classes().resolve(ROOT_FOLDER).resolve(mutation.file());
            Files.createDirectories(script.getParent());
            Files.writeString(script, source());
            return;
        }
        Path file = folder.resolve("source").resolve(mutation.file());
        Files.createDirectories(file.getParent());
        Files.writeString(file, source());
        Files.createDirectories(classes());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            StringWriter messages = new StringWriter();
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "-parameters",
                                            "-d",
                                            classes().toString(),
                                            "-classpath",
                                            classpath()),
                                    null,
                                    files.getJavaFileObjects(file))
                            .call();
            if (!compiled) {
                throw new IllegalStateException(mutation + "\n" + messages);
            }
        }
    }

    Verdict test() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dspotdock.test.effort=1");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(classes() + java.io.File.pathSeparator + classpath());
        command.add(TestsOfMutant.class.getName());
        mutation.tests().forEach(test -> command.add(ROOT + test));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile())
                        .start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return Verdict.NOTICED;
        }
        return switch (process.exitValue()) {
            case TestsOfMutant.ALL_PASSED -> Verdict.SURVIVED;
            case TestsOfMutant.SOME_FAILED -> Verdict.NOTICED;
            default -> Verdict.UNTESTED;
        };
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    /** As it is, also where Surefire hides it behind a manifest. */
    private static String classpath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
