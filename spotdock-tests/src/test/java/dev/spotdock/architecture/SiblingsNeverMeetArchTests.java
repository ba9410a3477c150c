package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** auctions, billing and compute know nothing of each other. */
class SiblingsNeverMeetArchTests {

    @Test
    void modulesDoNotSeeTheirSiblings() {
        for (String module : MainClasses.MODULES) {
            String[] siblings =
                    Arrays.stream(MainClasses.MODULES)
                            .filter(m -> !m.equals(module))
                            .map(m -> m + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(siblings)
                    .because(
                            "siblings meet only in dev.spotdock.process: declare a port in the"
                                    + " module that needs something and fill it there, or let a saga"
                                    + " react to the event")
                    .check(MainClasses.ALL);
        }
    }
}
