package dev.spotdock.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small classes: the models keep a median of 60 lines and nothing over 300; tests are tables. */
class ClassSizeArchTests {

    @ParameterizedTest
    @CsvSource({"src/main/java, 300", "src/test/java, 500"})
    void noSourceFileIsLongerThan(String folder, int linesMax) {
        List<String> tooLong =
                Reactor.files(folder, ".java").stream()
                        .filter(file -> lines(file) > linesMax)
                        .map(file -> "%s: %d lines".formatted(file.getFileName(), lines(file)))
                        .toList();
        assertThat(tooLong)
                .as("files over %d lines: split them by what they decide", linesMax)
                .isEmpty();
    }

    private static long lines(Path file) {
        return Reactor.read(file).lines().count();
    }
}
