package dev.spotdock.auctions.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Every script says what it takes, and takes that. */
public interface LuaScriptContract {

    List<LuaScript> scripts();

    /** The folder in which they lie. */
    String place();

    /** The class that alone calls them. */
    String caller();

    @Test
    default void theHeaderNamesEveryKeyAndArgumentOfTheCall() {
        for (LuaScript script : scripts()) {
            String header = header(script);
            assertThat(numbers(header, "KEYS")).as(header).isEqualTo(upTo(script.keys()));
            assertThat(numbers(header, "ARGV")).as(header).isEqualTo(upTo(script.arguments()));
            assertThat(header)
                    .startsWith("--[[ %s: ".formatted(script.name()))
                    .contains("Returns ", "Errors ", "Cost ", "Caller " + caller() + "#");
        }
    }

    @Test
    default void theScriptUsesWhatItsHeaderNames() {
        for (LuaScript script : scripts()) {
            String body = script.text().substring(header(script).length());
            assertThat(upTo(script.keys())).as(script.name()).containsAll(numbers(body, "KEYS"));
            assertThat(upTo(script.arguments())).as(script.name()).isEqualTo(numbers(body, "ARGV"));
        }
    }

    @Test
    default void everyScriptIsCalled() throws IOException {
        var files =
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath:" + place() + "/*.lua");
        assertThat(files)
                .extracting(file -> String.valueOf(file.getFilename()).replace(".lua", ""))
                .containsExactlyInAnyOrderElementsOf(
                        scripts().stream().map(LuaScript::name).toList());
    }

    private static String header(LuaScript script) {
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
