package dev.spotdock.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemCatalogueTests {

    private static final Path PAGES = Path.of("../docs/problems");

    /** The documented list is the contract: a code in one and not in the other is a mistake. */
    @Test
    void theCodesAreThoseOfTheApisPage() throws IOException {
        String page = Files.readString(Path.of("../docs/api.md"));
        String list = page.substring(page.indexOf("Codes: "), page.indexOf("carry `Retry-After`"));
        Map<String, Integer> documented = new TreeMap<>();
        Pattern.compile("`([a-z-]+)`\\s+(\\d{3})\\b")
                .matcher(list)
                .results()
                .forEach(found -> documented.put(found.group(1), Integer.valueOf(found.group(2))));
        Map<String, Integer> known =
                Arrays.stream(ProblemCode.values())
                        .collect(
                                Collectors.toMap(
                                        ProblemCode::wireName,
                                        ProblemCode::status,
                                        (a, _) -> a,
                                        TreeMap::new));
        assertThat(known).isEqualTo(documented);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasAPage(ProblemCode code) throws IOException {
        Path file = PAGES.resolve(code.wireName() + ".md");
        assertThat(file).exists();
        assertThat(Files.readString(file))
                .startsWith("# `%s`: %s\n".formatted(code.wireName(), code.title()))
                .contains("Status %d".formatted(code.status()))
                .contains("\n## When\n")
                .contains("\n## What to do\n")
                .contains("\n## Example\n")
                .contains("\"type\": \"%s\"".formatted(code.urn()))
                .contains("\"title\": \"%s\"".formatted(code.title()))
                .contains("\"status\": %d".formatted(code.status()));
    }

    @Test
    void thereIsNoPageOfAProblemThatDoesNotExist() throws IOException {
        try (var files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(ProblemCode.values())
                                    .map(ProblemCode::wireName)
                                    .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasAnAddressAndATitle(ProblemCode code) {
        assertThat(code.urn()).matches("urn:spotdock:problem:[a-z-]+");
        assertThat(code.title()).isNotBlank();
        assertThat(code.status()).isBetween(400, 599);
    }

    @ParameterizedTest
    @EnumSource
    void aStatusNeverBecomesAnotherClassOfError(ProblemCode code) {
        assertThat(ProblemCode.ofStatus(code.status()).status() / 100)
                .isEqualTo(code.status() / 100);
    }
}
