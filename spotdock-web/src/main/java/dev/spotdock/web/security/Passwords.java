package dev.spotdock.web.security;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes passwords with Argon2id, a few at a time. */
@Component
public class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2PasswordEncoder encoder;
    private final Semaphore turns;
    private final Duration patience;
    private final String nobodys;

    Passwords(PasswordProperties settings) {
        int kibibytes = Math.toIntExact(settings.memory().toKilobytes());
        this.encoder =
                new Argon2PasswordEncoder(
                        SALT_BYTES, HASH_BYTES, 1, kibibytes, settings.iterations());
        this.turns = new Semaphore(settings.hashesAtOnce(), true);
        this.patience = settings.patience();
        this.nobodys = hash("nobody's password");
    }

    /**
     * What may be kept of a password.
     *
     * @throws Problem {@code unavailable} if too many wait
     */
    public String hash(String password) {
        return inTurn(() -> encoded(password));
    }

    private String encoded(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("a password has a hash");
        }
        return hash;
    }

    /**
     * Whether it is the password; takes the same time where there is none to compare with.
     *
     * @param stored null if the account has no password, or there is no account
     * @throws Problem {@code unavailable} if too many wait
     */
    boolean matches(String password, @Nullable String stored) {
        boolean same = inTurn(() -> encoder.matches(password, stored == null ? nobodys : stored));
        return same && stored != null;
    }

    /** Whether the hash was made with other settings than today's. */
    boolean isOutdated(String stored) {
        return encoder.upgradeEncoding(stored);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.of(
                        ProblemCode.UNAVAILABLE, "too many passwords are being checked; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(ProblemCode.UNAVAILABLE, null);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
