package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** Controllers translate HTTP to commands and queries, nothing more. */
class RestReadsThroughModuleRootsArchTests {

    @Test
    void restTouchesNoStoreAndNoSaga() {
        noClasses()
                .that()
                .resideInAPackage("dev.spotdock.web.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.spotdock.process..",
                        "jakarta.persistence..",
                        "java.sql..",
                        "javax.sql..",
                        "org.springframework.jdbc..",
                        "org.springframework.data..",
                        "com.github.dockerjava..")
                .because(
                        "web.rest knows module roots only: ask the module with a query, change it"
                                + " with a command")
                .allowEmptyShould(true)
                .check(MainClasses.ALL);
    }
}
