package dev.spotdock.web.idempotency;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of remembered answers.
 *
 * @param keepFor how long a key stands for its first answer; part of the API's contract
 * @param cleanEvery the pause between two removals of old answers
 * @param cleanLimit how many one removal takes, so that it stays far below the transaction timeout
 */
@Validated
@ConfigurationProperties("spotdock.web.idempotency")
record IdempotencyProperties(
        @DefaultValue("24h") Duration keepFor,
        @DefaultValue("1m") Duration cleanEvery,
        @Min(1) @DefaultValue("5000") int cleanLimit) {}
