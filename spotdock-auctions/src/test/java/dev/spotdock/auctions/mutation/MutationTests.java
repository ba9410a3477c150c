package dev.spotdock.auctions.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.mutation.Mutant.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule of the market (product, section 4; of section 6 what concerns it; of section 7 each
 * guard of lots and of reserved capacity) has a test that fails when the rule is switched off. The
 * whole list runs with {@code -Psoak}, a sample of it otherwise, and those of one rule with {@code
 * -Dspotdock.test.mutation="rule 8"}.
 */
class MutationTests {

    /** At this effort all are run. */
    private static final int WHOLE = 20;

    /** Tests that start a market take so many times as long as pure ones, or more. */
    private static final int DEARER = 5;

    private static final int EFFORT = Integer.getInteger("spotdock.test.effort", 1);
    private static final int RULES = 15;

    private static List<Mutation> sample() {
        List<Mutation> all = Mutation.all();
        String wanted = System.getProperty("spotdock.test.mutation");
        if (wanted != null) {
            return all.stream().filter(m -> m.rule().startsWith(wanted)).toList();
        }
        if (EFFORT >= WHOLE) {
            return all;
        }
        Map<Boolean, List<Mutation>> byPurity =
                all.stream().collect(Collectors.partitioningBy(Mutation::isPure));
        int step = WHOLE / EFFORT;
        return Stream.concat(
                        every(step, byPurity.getOrDefault(true, List.of())),
                        every(step * DEARER, byPurity.getOrDefault(false, List.of())))
                .toList();
    }

    private static Stream<Mutation> every(int step, List<Mutation> list) {
        return IntStream.range(0, list.size()).filter(i -> i % step == 0).mapToObj(list::get);
    }

    @ParameterizedTest
    @MethodSource("sample")
    void aRuleThatIsSwitchedOffIsNoticed(Mutation mutation, @TempDir Path folder)
            throws IOException, InterruptedException {
        Mutant mutant = new Mutant(mutation, folder);
        mutant.compile();
        Verdict verdict = mutant.test();
        assertThat(verdict).as("%s%n%s", mutation, mutant.output()).isEqualTo(Verdict.NOTICED);
    }

    @Test
    void theListFitsTheSource(@TempDir Path folder) throws IOException {
        for (Mutation mutation : Mutation.all()) {
            assertThat(new Mutant(mutation, folder).source()).contains(mutation.mutant());
        }
    }

    @Test
    void everyRuleIsInTheList() {
        Stream<String> rules = IntStream.rangeClosed(1, RULES).mapToObj(i -> "rule " + i + ":");
        assertThat(rules)
                .allSatisfy(rule ->
                        assertThat(Mutation.all())
                                .anySatisfy(m -> assertThat(m.rule()).startsWith(rule)));
    }

    /** The guard of the guard: what switches nothing off is not noticed. */
    @Test
    void aMutationThatChangesNothingSurvives(@TempDir Path folder)
            throws IOException, InterruptedException {
        Mutation none =
                new Mutation(
                        "none",
                        "bid/Fate.java",
                        "if (stopReason != null) {",
                        "if (null != stopReason) {",
                        List.of("bid.FateTests"));
        Mutant mutant = new Mutant(none, folder);
        mutant.compile();
        assertThat(mutant.test()).isEqualTo(Verdict.SURVIVED);
    }
}
