package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** The HTTP side and the sagas are strangers. */
class ProcessAndWebNeverMeetArchTests {

    @Test
    void processAndWebDoNotSeeEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.spotdock.process..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.spotdock.web..")
                .because("a saga speaks to modules only: use kernel ports such as Commands")
                .allowEmptyShould(true)
                .check(MainClasses.ALL);
        noClasses()
                .that()
                .resideInAPackage("dev.spotdock.web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.spotdock.process..")
                .because("web sends a command to one module; what follows is the saga's business")
                .allowEmptyShould(true)
                .check(MainClasses.ALL);
    }
}
