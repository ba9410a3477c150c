package dev.spotdock.compute.provider.docker;

import dev.spotdock.compute.spi.ProviderFailure;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need a Docker Engine with the image {@value DockerScenario#IMAGE}. Without one they
 * are skipped and say so; where {@code -Dspotdock.test.require} names {@code docker} they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresDocker.Condition.class)
@interface RequiresDocker {

    /** Looks once per class. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (context.getTestMethod().isPresent()) {
                return ConditionEvaluationResult.enabled("looked at for the class");
            }
            String missing = missing();
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("a Docker Engine answers");
            }
            String line = "no usable Docker Engine: " + missing;
            if (System.getProperty("spotdock.test.require", "").contains("docker")) {
                throw new IllegalStateException(line + ", and -Dspotdock.test.require=docker");
            }
            System.out.println("SKIPPED " + context.getDisplayName() + ": " + line);
            return ConditionEvaluationResult.disabled(line);
        }

        private static String missing() {
            try (Engine engine = Engine.connect(DockerScenario.properties(Map.of()))) {
                return engine.find(c -> c.inspectImageCmd(DockerScenario.IMAGE).exec()).isPresent()
                        ? ""
                        : "it has no image " + DockerScenario.IMAGE;
            } catch (ProviderFailure e) {
                return String.valueOf(e.getMessage());
            }
        }
    }
}
