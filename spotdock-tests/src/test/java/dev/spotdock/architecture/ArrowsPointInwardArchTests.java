package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** Modules do not know who uses them. */
class ArrowsPointInwardArchTests {

    @Test
    void modulesDoNotSeeWebProcessOrTheMainClass() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.spotdock.kernel..",
                        "dev.spotdock.auctions..",
                        "dev.spotdock.billing..",
                        "dev.spotdock.compute..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.spotdock",
                        "dev.spotdock.web..",
                        "dev.spotdock.runtime..",
                        "dev.spotdock.process..")
                .because("arrows point inward: publish an event or declare a port instead")
                .check(MainClasses.ALL);
    }
}
