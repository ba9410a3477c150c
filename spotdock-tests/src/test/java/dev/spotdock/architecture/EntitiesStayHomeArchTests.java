package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** JPA entities are how a package stores things, nobody else's business. */
class EntitiesStayHomeArchTests {

    @Test
    void entitiesAreUsedInTheirOwnPackageOnly() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .or()
                .areAnnotatedWith("jakarta.persistence.Embeddable")
                .or()
                .areAnnotatedWith("jakarta.persistence.MappedSuperclass")
                .should(stayInASubPackageAndBeUsedOnlyThere())
                .because(
                        "an entity changes with its table: hand out a read record of the module's"
                                + " root package instead")
                .allowEmptyShould(true)
                .check(MainClasses.ALL);
    }

    private static ArchCondition<JavaClass> stayInASubPackageAndBeUsedOnlyThere() {
        return new ArchCondition<>("stay in a sub-package and be used only there") {
            @Override
            public void check(JavaClass entity, ConditionEvents events) {
                if (Arrays.asList(MainClasses.MODULES).contains(entity.getPackageName())) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    entity, entity.getName() + " is in a module's root package"));
                }
                for (Dependency use : entity.getDirectDependenciesToSelf()) {
                    if (!use.getOriginClass().getPackageName().equals(entity.getPackageName())) {
                        events.add(SimpleConditionEvent.violated(entity, use.getDescription()));
                    }
                }
            }
        };
    }
}
