package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** A backend's client library is an implementation detail. */
class Fabric8StaysInItsProviderArchTests {

    @Test
    void fabric8TypesStayInTheirProviderPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.spotdock.compute.provider.kubernetes..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .because(
                        "only dev.spotdock.compute.provider.kubernetes knows fabric8: translate to the types of"
                                + " compute.spi there")
                .check(MainClasses.ALL);
    }
}
