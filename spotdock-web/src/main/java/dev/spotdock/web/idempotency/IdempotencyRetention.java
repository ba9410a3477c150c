package dev.spotdock.web.idempotency;

import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Forgets answers whose time is over. */
@Component
class IdempotencyRetention implements Loop {

    private final StoredAnswers answers;
    private final IdempotencyProperties settings;

    IdempotencyRetention(StoredAnswers answers, IdempotencyProperties settings) {
        this.answers = answers;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "idempotency-retention";
    }

    @Override
    public Duration interval() {
        return settings.cleanEvery();
    }

    @Override
    public void runOnce(Instant now) {
        answers.removeUntil(now.minus(settings.keepFor()), settings.cleanLimit());
    }
}
