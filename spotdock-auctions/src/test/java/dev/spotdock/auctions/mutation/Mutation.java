package dev.spotdock.auctions.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A piece of the module's source put in another's place.
 *
 * @param rule what is switched off by it, in words
 * @param file below the module's root package
 * @param old occurs exactly once in it, whatever the line breaks
 * @param tests classes below the root package, of which some test has to fail
 */
record Mutation(String rule, String file, String old, String mutant, List<String> tests) {

    private static final String LIST = "mutations.txt";

    /** Packages that neither read nor write anything, and so their tests. */
    private static final Pattern PURE =
            Pattern.compile(
                    "(matching\\.engine|pricing\\.rule|reservation\\.window|timed\\.winner)\\.\\w+");

    /** All of them, in the order of the rules. */
    static List<Mutation> all() {
        List<Mutation> all = new ArrayList<>();
        for (String block : text().split("\\n\\n", -1)) {
            if (!block.isBlank() && !block.startsWith("#")) {
                all.add(parsed(block.strip()));
            }
        }
        return all;
    }

    /** Five lines: the rule, the file, {@code - old}, {@code + mutant}, the tests. */
    private static Mutation parsed(String block) {
        String[] lines = block.split("\\n", -1);
        if (lines.length != 5 || !lines[2].startsWith("- ") || !lines[3].startsWith("+")) {
            throw new IllegalArgumentException("expected five lines but got\n" + block);
        }
        return new Mutation(
                lines[0],
                lines[1],
                lines[2].substring(2),
                lines[3].substring(1).strip(),
                List.of(lines[4].split(" ")));
    }

    private static String text() {
        try (InputStream list = Mutation.class.getResourceAsStream(LIST)) {
            return new String(
                    Objects.requireNonNull(list, LIST).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its tests need no servers. */
    boolean isPure() {
        return tests.stream().allMatch(test -> PURE.matcher(test).matches());
    }

    @Override
    public String toString() {
        return "%s [%s: %s -> %s]".formatted(rule, file, old, mutant);
    }
}
