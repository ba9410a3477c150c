package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Identifiers are injected, so that a test can name them. */
class NoDiceArchTests {

    @Test
    void nobodyMakesUpIdentifiers() {
        noClasses()
                .should()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class)
                .because(
                        "inject the kernel port Ids; other randomness is a seeded Random that is"
                                + " handed in, secrets come from SecureRandom")
                .check(MainClasses.ALL);
    }
}
