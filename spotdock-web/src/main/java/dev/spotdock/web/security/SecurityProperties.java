package dev.spotdock.web.security;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of identity.
 *
 * @param keyCacheFor how long a valid key is believed without asking again, and so how late a
 *     revocation may take effect on another instance
 * @param keyCacheEntries how many keys are remembered; about 500 bytes each
 */
@Validated
@ConfigurationProperties("spotdock.web.security")
record SecurityProperties(
        @DefaultValue("5s") Duration keyCacheFor,
        @Min(0) @DefaultValue("10000") int keyCacheEntries) {}
