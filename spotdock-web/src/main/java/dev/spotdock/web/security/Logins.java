package dev.spotdock.web.security;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.security.Accounts.WithPassword;
import dev.spotdock.web.security.LoginAttempts.Failures;
import dev.spotdock.web.security.LoginAttempts.Guess;
import dev.spotdock.web.security.LoginAttempts.Past;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.stereotype.Component;

/** Proves passwords, slowly for whoever guesses. */
@Component
public class Logins {

    private final Accounts accounts;
    private final Passwords passwords;
    private final LoginAttempts attempts;
    private final AuditLog audit;
    private final LoginProperties settings;
    private final InstantSource clock;

    Logins(
            Accounts accounts,
            Passwords passwords,
            LoginAttempts attempts,
            AuditLog audit,
            LoginProperties settings,
            InstantSource clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The account whose password it is. Unknown, wrong, without password and disabled are one
     * answer, after the same time; so is the refusal to try.
     *
     * @param address where the attempt comes from, see {@link ClientAddress}
     * @throws BadCredentialsException if it is nobody's
     * @throws Problem {@code rate-limited} after too many failures, {@code unavailable} if too many
     *     wait to be checked
     */
    public Account enter(String email, String password, String address) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Guess guess = Guess.of(email, address);
        Optional<WithPassword> found = accounts.withPassword(email);
        long attempt = attempts.begin(guess, now);
        refuseIfTooMany(attempt, attempts.before(attempt, guess, now.minus(settings.window())));
        String stored = found.map(WithPassword::passwordHash).orElse(null);
        boolean right = proven(attempt, password, stored);
        if (!right || found.orElseThrow().account().disabled()) {
            audit.record(AuditEvent.refused("login", found.map(f -> f.account().id())));
            throw new BadCredentialsException("the email or the password is wrong");
        }
        attempts.succeed(attempt, guess);
        Account account = found.orElseThrow().account();
        if (passwords.isOutdated(Objects.requireNonNull(stored))) {
            accounts.rehash(account.id(), stored, passwords.hash(password));
        }
        audit.record(AuditEvent.done("login", account.id()));
        return account;
    }

    private boolean proven(
            long attempt, String password, @org.jspecify.annotations.Nullable String stored) {
        try {
            return passwords.matches(password, stored);
        } catch (Problem e) { // nothing was tried
            attempts.withdraw(attempt);
            throw e;
        }
    }

    private void refuseIfTooMany(long attempt, Past past) {
        Optional<Failures> exceeded =
                past.both().count() >= settings.failuresFromOneAddress()
                        ? Optional.of(past.both())
                        : past.address().count() >= settings.failuresPerAddress()
                                ? Optional.of(past.address())
                                : past.account().count() >= settings.failuresPerAccount()
                                                && !past.known()
                                        ? Optional.of(past.account())
                                        : Optional.empty();
        exceeded.ifPresent(failures -> {
            attempts.withdraw(attempt); // or the wait would never end for whoever asks too early
            audit.recordRefusal(AuditEvent.of("login", "throttled"));
            throw Problem.of(
                            ProblemCode.RATE_LIMITED,
                            "there were %d failed attempts in %s; wait, then try the right password"
                                    .formatted(failures.count(), settings.window()))
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(secondsUntilLess(failures)));
        });
    }

    private long secondsUntilLess(Failures failures) {
        Instant first = Objects.requireNonNull(failures.first(), "what is counted has a time");
        Duration wait = Duration.between(clock.instant(), first.plus(settings.window()));
        return Math.max(1, wait.toSeconds() + 1);
    }
}
