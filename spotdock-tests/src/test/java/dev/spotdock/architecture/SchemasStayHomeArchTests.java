package dev.spotdock.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables are private to the module that owns their schema. */
class SchemasStayHomeArchTests {

    private static final Pattern TABLE =
            Pattern.compile(
                    "(?i)\\b(from|join|into|update|table|truncate|only|references|schema|exists|on)"
                            + "\\s+(auctions|billing|compute|web|feed|webhook|axon)\\b\\.?");

    @Test
    void sqlNamesOnlyTheModulesOwnSchema() {
        List<String> foreign = new ArrayList<>();
        for (Path module : Reactor.modules()) {
            String own = module.getFileName().toString().replace("spotdock-", "");
            if (!own.equals("tests")) {
                sources(module).forEach(file -> foreign.addAll(foreignTables(file, own)));
            }
        }
        assertThat(foreign)
                .as("foreign schemas in SQL: ask the owner with a query, or listen to its events")
                .isEmpty();
    }

    private static Stream<Path> sources(Path module) {
        return Stream.of(".java", ".sql")
                .flatMap(ending -> Reactor.files(module.resolve("src/main"), ending));
    }

    private static List<String> foreignTables(Path file, String own) {
        List<String> allowed =
                own.equals("web") ? List.of("web", "feed", "webhook", "axon") : List.of(own);
        return TABLE.matcher(withoutComments(Reactor.read(file)))
                .results()
                .filter(found -> !allowed.contains(found.group(2)))
                .map(found -> file.getFileName() + ": " + text(found))
                .toList();
    }

    private static String text(MatchResult found) {
        return found.group().replaceAll("\\s+", " ");
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)(//|--).*$", "");
    }
}
