package dev.spotdock.web.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the first start makes. The keys are checked by {@link BootstrapKeys}, whose message does not
 * repeat them.
 *
 * @param operatorKey the operator's; null: one is made and printed once
 * @param demoKey the demo account's; null: one is made and printed once
 * @param demo whether there is a demo account; null: with the embedded servers only
 */
@ConfigurationProperties("spotdock.bootstrap")
record BootstrapProperties(
        @Nullable String operatorKey, @Nullable String demoKey, @Nullable Boolean demo) {

    /** Keys are secrets. */
    @Override
    public String toString() {
        return "BootstrapProperties[demo=%s]".formatted(demo);
    }
}
