package dev.spotdock.web.security;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often one may guess a password.
 *
 * @param window how long a failure counts
 * @param failuresFromOneAddress of one account from one address in the window
 * @param failuresPerAddress of all accounts from one address in the window
 * @param failuresPerAccount of one account from all addresses that it has not logged in from
 * @param knownFor how long an address counts as one that the account has logged in from
 * @param cleanEvery the pause between two removals of old attempts
 * @param cleanLimit how many one removal takes
 */
@Validated
@ConfigurationProperties("spotdock.web.security.login")
record LoginProperties(
        @DefaultValue("15m") Duration window,
        @Min(1) @DefaultValue("10") int failuresFromOneAddress,
        @Min(1) @DefaultValue("50") int failuresPerAddress,
        @Min(1) @DefaultValue("100") int failuresPerAccount,
        @DefaultValue("30d") Duration knownFor,
        @DefaultValue("1m") Duration cleanEvery,
        @Min(1) @DefaultValue("5000") int cleanLimit) {}
