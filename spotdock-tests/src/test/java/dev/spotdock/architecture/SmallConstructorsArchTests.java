package dev.spotdock.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

/** A bean that needs many others does too much. */
class SmallConstructorsArchTests {

    private static final int PARAMETERS_MAX = 6;

    @Test
    void constructorsTakeAtMostSixParameters() {
        noConstructors()
                .that()
                .areDeclaredInClassesThat(
                        describe("are no values", SmallConstructorsArchTests::isNoValue))
                .should()
                .haveRawParameterTypes(
                        describe(
                                "more than six",
                                (java.util.List<JavaClass> p) -> p.size() > PARAMETERS_MAX))
                .because("a class with more collaborators does several things: split it")
                .allowEmptyShould(true)
                .check(MainClasses.ALL);
    }

    /** Records and enums are exempt: their constructors list what they are. */
    private static boolean isNoValue(JavaClass type) {
        return !type.isRecord() && !type.isEnum();
    }
}
