package dev.spotdock.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders of the build, found from where the tests run. */
final class Reactor {

    private Reactor() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("spotdock-kernel"))) {
            Path parent = here.getParent();
            if (parent == null) {
                throw new IllegalStateException("not inside SpotDock's source tree");
            }
            here = parent;
        }
        return here;
    }

    static List<Path> modules() {
        return list(root()).filter(p -> Files.isRegularFile(p.resolve("pom.xml"))).toList();
    }

    /**
     * All files with that ending under a folder of each module, in order.
     *
     * @param folder relative to the module; need not exist
     */
    static List<Path> files(String folder, String ending) {
        return modules().stream().flatMap(m -> files(m.resolve(folder), ending)).toList();
    }

    static Stream<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> p.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
