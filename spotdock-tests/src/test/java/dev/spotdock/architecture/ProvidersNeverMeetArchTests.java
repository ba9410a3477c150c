package dev.spotdock.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

/** A provider can be deleted without touching another. */
class ProvidersNeverMeetArchTests {

    @Test
    void providersDoNotSeeEachOther() {
        slices().matching("dev.spotdock.compute.provider.(*)..")
                .should()
                .notDependOnEachOther()
                .because("what two providers share belongs to compute.spi")
                .allowEmptyShould(true)
                .check(MainClasses.ALL);
    }
}
