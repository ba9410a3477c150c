package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.properties.HasName;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decisions are functions from values to values. */
class PurePackagesArchTests {

    private static final String[] ALLOWED =
            Stream.concat(
                            Stream.of(
                                    "java.lang..",
                                    "java.math..",
                                    "java.time..",
                                    "java.util",
                                    "java.util.function..",
                                    "java.util.stream..",
                                    "org.jspecify..",
                                    "dev.spotdock.kernel.container..",
                                    "dev.spotdock.kernel.id..",
                                    "dev.spotdock.kernel.money..",
                                    "dev.spotdock.kernel.outcome..",
                                    "dev.spotdock.kernel.resources..",
                                    "dev.spotdock.auctions",
                                    "dev.spotdock.billing"),
                            Arrays.stream(MainClasses.PURE_PACKAGES))
                    .toArray(String[]::new);

    @Test
    void purePackagesNeedOnlyValues() {
        classes()
                .that()
                .resideInAnyPackage(MainClasses.PURE_PACKAGES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ALLOWED)
                .because(
                        "a decision without I/O can be tested in a table: read before it, write"
                                + " after it, and hand it values")
                .allowEmptyShould(true)
                .check(MainClasses.ALL);
    }

    @Test
    void purePackagesHaveNoClockAndNoDice() {
        noClasses()
                .that()
                .resideInAnyPackage(MainClasses.PURE_PACKAGES)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, InstantSource.class, Random.class)
                .orShould()
                .dependOnClassesThat(
                        HasName.Predicates.nameMatching(
                                        "java\\.(lang\\.(Thread|Process.*)|util\\.(Scanner|Timer|concurrent.*))")
                                .forSubtype())
                .because("what time it is, is an argument (Instant now)")
                .allowEmptyShould(true)
                .check(MainClasses.ALL);
    }
}
