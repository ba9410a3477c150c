package dev.spotdock.web.security;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of the audit log.
 *
 * @param keepFor how long an event is kept
 * @param cleanEvery the pause between two removals of old events
 * @param cleanLimit how many one removal takes
 * @param refusalsPerMinute refused credentials and throttled logins that this process writes down
 *     in a minute; anybody can cause them
 */
@Validated
@ConfigurationProperties("spotdock.web.security.audit")
record AuditProperties(
        @DefaultValue("365d") Duration keepFor,
        @DefaultValue("1m") Duration cleanEvery,
        @Min(1) @DefaultValue("5000") int cleanLimit,
        @Min(1) @DefaultValue("120") int refusalsPerMinute) {}
