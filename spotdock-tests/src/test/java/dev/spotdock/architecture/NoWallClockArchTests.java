package dev.spotdock.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** Time is injected, so that a day can be tested in a second. */
class NoWallClockArchTests {

    @Test
    void nobodyAsksTheSystemForTheTime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.spotdock.runtime.clock..")
                .should()
                .callMethodWhere(
                        target(owner(resideInAPackage("java.time..")))
                                .and(
                                        target(
                                                nameMatching(
                                                        "now|system|systemUTC|systemDefaultZone|tick.*"))))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(java.util.Date.class)
                .because(
                        "loops get now, commands carry at, the rest injects java.time.InstantSource;"
                                + " only the clock bean in runtime.clock reads the system's")
                .check(MainClasses.ALL);
    }
}
