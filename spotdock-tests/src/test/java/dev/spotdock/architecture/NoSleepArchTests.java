package dev.spotdock.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** Waiting is the scheduler's business. */
class NoSleepArchTests {

    @Test
    void nobodySleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.spotdock.compute.provider..")
                .should()
                .callMethodWhere(target(owner(type(Thread.class))).and(target(name("sleep"))))
                .because(
                        "only a provider may pause, on a virtual thread, between two questions to"
                                + " its backend; a loop is a plain runOnce(now) behind the scheduler; wait on a future or a"
                                + " condition with a deadline where something must be awaited")
                .check(MainClasses.ALL);
    }
}
