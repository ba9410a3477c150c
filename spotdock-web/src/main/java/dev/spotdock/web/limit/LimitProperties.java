package dev.spotdock.web.limit;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests are answered. A budget may be spent at once and fills up evenly.
 *
 * @param window in which an empty budget is full again
 * @param reads per account and window, all its credentials together
 * @param writes per account and window; 200 a second by default, a tenth of what two cores take in
 * @param anonymous per address and window, of requests without a credential
 * @param refused per address and window, of requests that are answered 401 or 403; when it is used
 *     up, credentials from there are not looked at
 * @param bucketsLimit budgets that are remembered here; about 1 KiB each, the ones used least leave
 * @param syncEvery how long uses are gathered before Redis is told: a write there is an fsync
 * @param redisTimeout after this a request is decided by what this process alone knows
 */
@Validated
@ConfigurationProperties("spotdock.web.limits")
record LimitProperties(
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration window,
        @DefaultValue("30000") @Min(1) int reads,
        @DefaultValue("12000") @Min(1) int writes,
        @DefaultValue("600") @Min(1) int anonymous,
        @DefaultValue("100") @Min(1) int refused,
        @DefaultValue("50000") @Min(1) int bucketsLimit,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration syncEvery,
        @DefaultValue("50ms") @DurationMin(millis = 1) Duration redisTimeout) {

    Budget readBudget() {
        return new Budget("reads", "of an account", reads, window);
    }

    Budget writeBudget() {
        return new Budget("writes", "of an account", writes, window);
    }

    Budget anonymousBudget() {
        return new Budget("anonymous", "from an address, without a credential,", anonymous, window);
    }

    Budget refusedBudget() {
        return new Budget(
                "refused", "from an address, with a refused credential,", refused, window);
    }
}
