package dev.spotdock.web.security;

import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets sessions that are over. */
@Component
class SessionRetention implements Loop {

    private final Sessions sessions;
    private final SessionProperties settings;

    SessionRetention(Sessions sessions, SessionProperties settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "session-retention";
    }

    @Override
    public Duration interval() {
        return settings.cleanEvery();
    }

    @Override
    public void runOnce(Instant now) {
        sessions.removeEnded(now);
    }
}
