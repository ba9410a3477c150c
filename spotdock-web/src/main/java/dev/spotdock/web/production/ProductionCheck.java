package dev.spotdock.web.production;

import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Profiles;

/**
 * Stops the start in the profile {@code production} while a setting is fit for development only.
 * Runs before any bean is made, so that neither a server is started nor a connection opened; named
 * in {@code spring.factories}.
 */
final class ProductionCheck
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Profiles PRODUCTION = Profiles.of("production");

    /**
     * Looks at the settings.
     *
     * @throws UnsafeSettings with everything that is wrong
     */
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (!context.getEnvironment().acceptsProfiles(PRODUCTION)) {
            return;
        }
        List<String> problems = new ProductionRules(context.getEnvironment()).problems();
        if (!problems.isEmpty()) {
            throw new UnsafeSettings(problems);
        }
    }
}
