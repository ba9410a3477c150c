package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import org.junit.jupiter.api.Test;

/** The kernel is what all modules share, so it drags nothing in. */
class KernelIsPlainJavaArchTests {

    @Test
    void kernelNeedsOnlyTheJdkAndJSpecify() {
        classes()
                .that()
                .resideInAPackage("dev.spotdock.kernel..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.spotdock.kernel..")
                .because(
                        "every module depends on the kernel: a type that needs a library belongs to"
                                + " the module that uses the library")
                .check(MainClasses.ALL);
    }
}
