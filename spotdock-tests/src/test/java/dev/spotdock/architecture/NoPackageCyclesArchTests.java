package dev.spotdock.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

/** Packages form layers. */
class NoPackageCyclesArchTests {

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.spotdock.(**)")
                .should()
                .beFreeOfCycles()
                .because(
                        "two packages that need each other are one: move the shared type to the one"
                                + " that is needed, or declare a port there")
                .check(MainClasses.ALL);
    }
}
