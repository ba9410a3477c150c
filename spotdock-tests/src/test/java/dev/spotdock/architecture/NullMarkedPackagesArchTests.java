package dev.spotdock.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** NullAway looks only at packages that are marked. */
class NullMarkedPackagesArchTests {

    @Test
    void everyPackageIsNullMarked() {
        List<Path> unmarked =
                Reactor.files("src/main/java", ".java").stream()
                        .map(Path::getParent)
                        .distinct()
                        .filter(NullMarkedPackagesArchTests::isUnmarked)
                        .toList();
        assertThat(unmarked)
                .as("packages without a package-info.java that says @NullMarked: add one")
                .isEmpty();
    }

    private static boolean isUnmarked(Path folder) {
        Path info = folder.resolve("package-info.java");
        return !Files.exists(info) || !Reactor.read(info).contains("@NullMarked\npackage ");
    }
}
