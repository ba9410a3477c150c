package dev.spotdock.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small classes: the models keep a median of 60 lines and nothing over 300. */
class ClassSizeArchTests {

    static final int LINES_MAX = 300;

    @Test
    void noSourceFileIsLongerThan300Lines() {
        List<String> tooLong =
                Stream.of("src/main/java", "src/test/java")
                        .flatMap(folder -> Reactor.files(folder, ".java").stream())
                        .filter(file -> lines(file) > LINES_MAX)
                        .map(file -> "%s: %d lines".formatted(file.getFileName(), lines(file)))
                        .toList();
        assertThat(tooLong)
                .as("files over %d lines: split them by what they decide", LINES_MAX)
                .isEmpty();
    }

    private static long lines(Path file) {
        return Reactor.read(file).lines().count();
    }
}
