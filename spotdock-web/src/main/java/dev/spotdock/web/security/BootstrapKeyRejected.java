package dev.spotdock.web.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A key given in the settings cannot be used, and so the process does not start. */
final class BootstrapKeyRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BootstrapKeyRejected(String message) {
        super(message);
    }

    /** Shows the message instead of a stack trace; named in {@code spring.factories}. */
    static final class Analyzer extends AbstractFailureAnalyzer<BootstrapKeyRejected> {

        @Override
        protected @Nullable FailureAnalysis analyze(
                Throwable rootFailure, BootstrapKeyRejected cause) {
            return new FailureAnalysis(
                    String.valueOf(cause.getMessage()),
                    "Set another key, or none to have one made at the first start",
                    cause);
        }
    }
}
