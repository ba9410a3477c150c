package dev.spotdock.web.rest;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of requests that are not part of the API's contract.
 *
 * @param bodyWithin how long a body may take to arrive, however steadily it trickles
 */
@Validated
@ConfigurationProperties("spotdock.web.bounds")
record BoundsProperties(@DefaultValue("20s") @DurationMin(millis = 1) Duration bodyWithin) {}
