package dev.spotdock.web.production;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Settings that must not go into production; the message names them and shows no value. */
final class UnsafeSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsafeSettings(List<String> problems) {
        super(
                "SpotDock does not start in the profile production with these settings:\n  - "
                        + String.join("\n  - ", problems));
    }

    /** Shows the message instead of a stack trace; named in {@code spring.factories}. */
    static final class Analyzer extends AbstractFailureAnalyzer<UnsafeSettings> {

        @Override
        protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnsafeSettings cause) {
            return new FailureAnalysis(
                    String.valueOf(cause.getMessage()),
                    "Give each its own random value (openssl rand -hex 32), through the environment"
                            + " or a file that only SpotDock reads; README, \"Going into production\""
                            + " tells how",
                    cause);
        }
    }
}
