package dev.spotdock.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A module's API is its root package. */
class OutsidersSeeModuleRootsOnlyArchTests {

    private static final DescribedPredicate<JavaClass> INSIDE_A_MODULE =
            describe(
                    "are inside a module's sub-package",
                    c ->
                            Arrays.stream(MainClasses.MODULES)
                                    .anyMatch(m -> c.getPackageName().startsWith(m + ".")));

    @Test
    void webAndProcessSeeNoSubPackageOfAModule() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.spotdock",
                        "dev.spotdock.web..",
                        "dev.spotdock.runtime..",
                        "dev.spotdock.process..")
                .should()
                .dependOnClassesThat(INSIDE_A_MODULE)
                .because(
                        "a module's root package is its whole API: add a command, a query or a read"
                                + " record there")
                .check(MainClasses.ALL);
    }
}
