package dev.spotdock.web.webhook;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as an application has them, but for some. */
final class HookSettings {

    private HookSettings() {}

    /**
     * The defaults and others.
     *
     * @param settings {@code timeout=1s}
     */
    static WebhookProperties of(String... settings) {
        Map<String, String> given = new HashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            given.put("spotdock.webhooks." + parts[0], parts[1]);
        }
        return new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("spotdock.webhooks", WebhookProperties.class);
    }
}
