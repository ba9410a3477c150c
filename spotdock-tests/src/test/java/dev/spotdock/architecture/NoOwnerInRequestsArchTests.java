package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Whose a thing is, the credential says. */
class NoOwnerInRequestsArchTests {

    private static final Pattern OWNER =
            Pattern.compile(
                    "(?i).*(account|owner|bidder|seller|user|tenant|customer|caller|principal).*");

    private static final String BECAUSE =
            "identity comes from the credential: take the Caller from @AuthenticationPrincipal";

    /** Methods that ask about others: for operators, who alone get an answer. */
    private static final Map<String, String> ASKED_ABOUT =
            Map.of(
                    "InvoicesController", "Bills.owner refuses others but for operators",
                    "InvoiceFilesController", "Bills.owner refuses others but for operators",
                    "DepositsController", "a place for operators",
                    "AuditController", "a place for operators");

    @Test
    void noRequestSaysWhoseItIs() {
        classes()
                .that(areReadFromRequests())
                .should(haveNoComponentNamedLikeAnOwner())
                .because(BECAUSE)
                .check(MainClasses.ALL);
    }

    @Test
    void noParameterSaysWhoseItIs() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.spotdock.web.rest..")
                .should(haveNoParameterNamedLikeAnOwner())
                .because(BECAUSE)
                .check(MainClasses.ALL);
    }

    /** Records named as requests, or read from a body's fields. */
    private static DescribedPredicate<JavaClass> areReadFromRequests() {
        return DescribedPredicate.describe(
                "are read from requests",
                type ->
                        type.isRecord()
                                && type.getPackageName().startsWith("dev.spotdock.web.rest")
                                && (type.getSimpleName().matches(".*(Request|Input|Query)")
                                        || type.getMethods().stream()
                                                .anyMatch(NoOwnerInRequestsArchTests::reads)));
    }

    private static boolean reads(JavaMethod method) {
        return method.getRawParameterTypes().stream()
                .anyMatch(
                        type -> type.getName().matches("dev.spotdock.web.rest.(JsonBody|Fields)"));
    }

    private static ArchCondition<JavaClass> haveNoComponentNamedLikeAnOwner() {
        return new ArchCondition<>("have no component named like an owner") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .filter(field -> !field.getModifiers().toString().contains("STATIC"))
                        .filter(field -> OWNER.matcher(field.getName()).matches())
                        .forEach(field ->
                                events.add(
                                        SimpleConditionEvent.violated(type, field.getFullName())));
            }
        };
    }

    private static ArchCondition<JavaMethod> haveNoParameterNamedLikeAnOwner() {
        return new ArchCondition<>("have no request parameter named like an owner") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (!ASKED_ABOUT.containsKey(method.getOwner().getSimpleName())) {
                    method.getParameters().stream()
                            .filter(NoOwnerInRequestsArchTests::comesWithTheRequest)
                            .filter(p -> OWNER.matcher(name(method, p)).matches())
                            .forEach(p ->
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    method,
                                                    method.getFullName() + " " + name(method, p))));
                }
            }
        };
    }

    private static boolean comesWithTheRequest(JavaParameter parameter) {
        return parameter.isAnnotatedWith(RequestParam.class)
                || parameter.isAnnotatedWith(PathVariable.class);
    }

    private static String name(JavaMethod method, JavaParameter parameter) {
        return method.reflect().getParameters()[parameter.getIndex()].getName();
    }
}
