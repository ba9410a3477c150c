package dev.spotdock.web.security;

import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets attempts to log in that count no more. */
@Component
class LoginRetention implements Loop {

    private final LoginAttempts attempts;
    private final LoginProperties settings;

    LoginRetention(LoginAttempts attempts, LoginProperties settings) {
        this.attempts = attempts;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "login-retention";
    }

    @Override
    public Duration interval() {
        return settings.cleanEvery();
    }

    @Override
    public void runOnce(Instant now) {
        attempts.removeUntil(
                now.minus(settings.window()),
                now.minus(settings.knownFor()),
                settings.cleanLimit());
    }
}
