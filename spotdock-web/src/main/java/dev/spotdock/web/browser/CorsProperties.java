package dev.spotdock.web.browser;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose pages may call the API.
 *
 * @param allowedOrigins each {@code https://host} or {@code https://host:port}, no wildcard; none:
 *     browsers let no other site's page read an answer
 */
@Validated
@ConfigurationProperties("spotdock.web.cors")
record CorsProperties(
        @DefaultValue @Size(max = 100) List<
                                @Pattern(
                                        regexp = "https?://[A-Za-z0-9.\\[\\]:-]+",
                                        message = "must be an origin such as https://example.org")
                                String>
                        allowedOrigins) {}
