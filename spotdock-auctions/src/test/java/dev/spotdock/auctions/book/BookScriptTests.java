package dev.spotdock.auctions.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class BookScriptTests {

    static List<BookScript> scripts() {
        return BookScript.all();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theHeaderNamesEveryKeyAndArgumentOfTheCall(BookScript script) {
        String header = header(script);
        assertThat(numbers(header, "KEYS")).isEqualTo(upTo(script.keys()));
        assertThat(numbers(header, "ARGV")).isEqualTo(upTo(script.arguments()));
        assertThat(header)
                .startsWith("--[[ %s: ".formatted(script.name()))
                .contains("Returns ", "Errors ", "Cost ", "Caller RedisOrderBook#");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theScriptUsesWhatItsHeaderNames(BookScript script) {
        String body = script.text().substring(header(script).length());
        assertThat(upTo(script.keys())).containsAll(numbers(body, "KEYS"));
        assertThat(upTo(script.arguments())).isEqualTo(numbers(body, "ARGV"));
    }

    @Test
    void everyScriptIsCalled() throws IOException {
        var files =
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath:dev/spotdock/auctions/book/lua/*.lua");
        assertThat(files)
                .extracting(file -> String.valueOf(file.getFilename()).replace(".lua", ""))
                .containsExactlyInAnyOrderElementsOf(
                        BookScript.all().stream().map(BookScript::name).toList());
    }

    private static String header(BookScript script) {
        return script.text().substring(0, script.text().indexOf("]]"));
    }

    private static List<Integer> numbers(String text, String array) {
        return Pattern.compile(array + "\\[(\\d+)]")
                .matcher(text)
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Integer> upTo(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }
}
