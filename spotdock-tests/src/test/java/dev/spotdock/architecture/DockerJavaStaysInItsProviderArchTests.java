package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** A backend's client library is an implementation detail. */
class DockerJavaStaysInItsProviderArchTests {

    @Test
    void dockerJavaTypesStayInTheirProviderPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.spotdock.compute.provider.docker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.dockerjava..")
                .because(
                        "only dev.spotdock.compute.provider.docker knows docker-java: translate to the types of"
                                + " compute.spi there")
                .check(MainClasses.ALL);
    }
}
