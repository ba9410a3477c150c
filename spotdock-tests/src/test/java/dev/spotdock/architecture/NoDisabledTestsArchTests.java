package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** A test that does not run proves nothing. */
class NoDisabledTestsArchTests {

    @Test
    void noTestIsSwitchedOff() {
        String why = "repair the test or delete it; what needs a backend uses RequiresDocker";
        noClasses().should().beAnnotatedWith(Disabled.class).because(why).check(TestClasses.ALL);
        noMethods().should().beAnnotatedWith(Disabled.class).because(why).check(TestClasses.ALL);
    }
}
