package dev.spotdock.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;

/** Modules declare handlers; how messages travel is the composition root's. */
class AxonBehindPortsArchTests {

    @Test
    void modulesUseOnlyAxonsAnnotations() {
        for (String module : MainClasses.MODULES) {
            noClasses()
                    .that()
                    .resideInAPackage(module + "..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.axonframework..")
                                    .and(not(assignableTo(Annotation.class))))
                    .because(
                            "modules send through the kernel ports Commands and Events and are"
                                    + " called through annotated handlers: Axon can be replaced")
                    .check(MainClasses.ALL);
        }
    }
}
