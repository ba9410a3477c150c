package dev.spotdock.web.security;

import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets audit events whose time is over. */
@Component
class AuditRetention implements Loop {

    private final AuditTrail trail;
    private final AuditProperties settings;

    AuditRetention(AuditTrail trail, AuditProperties settings) {
        this.trail = trail;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "audit-retention";
    }

    @Override
    public Duration interval() {
        return settings.cleanEvery();
    }

    @Override
    public void runOnce(Instant now) {
        trail.removeUntil(now.minus(settings.keepFor()), settings.cleanLimit());
    }
}
