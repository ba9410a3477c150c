package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/** Surefire picks classes by name: one with another name silently never runs. */
class TestNamesArchTests {

    @Test
    void classesWithTestsAreNamedTestsOrIT() {
        classes()
                .that(haveTests())
                .should(beFoundByMaven())
                .because(
                        "surefire runs *Tests, failsafe *IT (in spotdock-tests only), and a port's"
                                + " contract is an interface or abstract class *Contract")
                .check(TestClasses.ALL);
    }

    private static DescribedPredicate<JavaClass> haveTests() {
        return DescribedPredicate.describe(
                "have tests",
                c -> c.getMethods().stream().anyMatch(m -> m.isMetaAnnotatedWith(Testable.class)));
    }

    private static ArchCondition<JavaClass> beFoundByMaven() {
        return new ArchCondition<>("be named so that Maven finds them") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                JavaClass outermost = type;
                while (outermost.getEnclosingClass().isPresent()) {
                    outermost = outermost.getEnclosingClass().get();
                }
                String name = outermost.getSimpleName();
                boolean contract =
                        name.endsWith("Contract")
                                && outermost.getModifiers().contains(JavaModifier.ABSTRACT);
                boolean failsafe =
                        name.endsWith("IT") && TestClasses.isOf(outermost, "spotdock-tests");
                if (!name.endsWith("Tests") && !failsafe && !contract) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " never runs"));
                }
            }
        };
    }
}
