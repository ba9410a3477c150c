package dev.spotdock.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A root package is an API, and an API does not know its implementation. */
class RootsImportNoSubPackageArchTests {

    @ParameterizedTest
    @ValueSource(strings = {"auctions", "billing", "compute", "process", "runtime", "web"})
    void rootDoesNotSeeItsSubPackages(String module) {
        String root = "dev.spotdock." + module;
        noClasses()
                .that()
                .resideInAPackage(root)
                .should()
                .dependOnClassesThat(resideInAPackage(root + ".*.."))
                .because(
                        "implementations depend on the API, not the other way round: move the type"
                                + " into the root, or the user of it into the sub-package")
                .allowEmptyShould(true)
                .check(MainClasses.ALL);
    }
}
