package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import org.junit.jupiter.api.Test;

/** Commands, events, queries and read records are values. */
class RootsArePlainArchTests {

    @Test
    void moduleRootsNeedOnlyTheKernel() {
        for (String root : MainClasses.MODULES) {
            classes()
                    .that()
                    .resideInAPackage(root)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "org.jspecify..", "dev.spotdock.kernel..", root)
                    .because(
                            "a module's API is plain records and ports: entities, configuration and"
                                    + " Spring beans live in sub-packages beside what they serve")
                    .check(MainClasses.ALL);
        }
    }
}
