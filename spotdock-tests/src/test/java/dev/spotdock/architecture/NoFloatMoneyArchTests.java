package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import org.junit.jupiter.api.Test;

/** Money and capacity are whole numbers. Looks at every instruction, locals included. */
class NoFloatMoneyArchTests {

    @Test
    void moneyAndCapacityNeverFloat() {
        classes()
                .that()
                .resideInAnyPackage(
                        "dev.spotdock.kernel..",
                        "dev.spotdock.billing..",
                        "dev.spotdock.auctions..",
                        "dev.spotdock.process..")
                .should(computeWithoutFloatingPoint())
                .because(
                        "a float loses micro-units: use long (kernel Money, Price, Resources) and"
                                + " Math.multiplyExact or BigInteger in between; a gauge's double is"
                                + " made in the web's or a *Metrics class")
                .check(MainClasses.ALL);
    }

    private static ArchCondition<JavaClass> computeWithoutFloatingPoint() {
        return new ArchCondition<>("compute without floating point") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.getName().contains("Metrics")) {
                    return;
                }
                ClassModel model = parse(type);
                for (FieldModel field : model.fields()) {
                    if (floats(field.fieldType().stringValue())) {
                        report(events, type, "field " + field.fieldName().stringValue());
                    }
                }
                for (MethodModel method : model.methods()) {
                    if (floats(method)) {
                        report(events, type, "method " + method.methodName().stringValue());
                    }
                }
            }
        };
    }

    private static void report(ConditionEvents events, JavaClass type, String where) {
        events.add(
                SimpleConditionEvent.violated(
                        type, "%s of %s uses float or double".formatted(where, type.getName())));
    }

    private static boolean floats(MethodModel method) {
        return floats(method.methodType().stringValue())
                || method.code().stream()
                        .flatMap(code -> code.elementStream())
                        .anyMatch(NoFloatMoneyArchTests::floats);
    }

    private static boolean floats(CodeElement element) {
        return switch (element) {
            case OperatorInstruction i -> floats(i.typeKind());
            case ConvertInstruction i -> floats(i.fromType()) || floats(i.toType());
            case LoadInstruction i -> floats(i.typeKind());
            case ArrayLoadInstruction i -> floats(i.typeKind());
            case ArrayStoreInstruction i -> floats(i.typeKind());
            case FieldInstruction i -> floats(i.type().stringValue());
            case InvokeInstruction i -> floats(i.type().stringValue());
            default -> false;
        };
    }

    private static boolean floats(TypeKind kind) {
        return kind == TypeKind.FLOAT || kind == TypeKind.DOUBLE;
    }

    /** Whether a descriptor names a float or double, arrays and boxes included. */
    private static boolean floats(String descriptor) {
        String primitives = descriptor.replaceAll("L[^;]*;", "");
        return primitives.contains("F")
                || primitives.contains("D")
                || descriptor.contains("Ljava/lang/Double;")
                || descriptor.contains("Ljava/lang/Float;");
    }

    private static ClassModel parse(JavaClass type) {
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
