package dev.spotdock.web.webhook;

import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.feed.FeedNotices;
import dev.spotdock.web.webhook.Delivery.Status;
import dev.spotdock.web.webhook.WebhookQueue.Claimed;
import dev.spotdock.web.webhook.WebhookQueue.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes down how attempts went, and what follows: once more, never again, or disabled. */
@Component
class Bookkeeper {

    private static final Logger log = LoggerFactory.getLogger(Bookkeeper.class);

    private final WebhookQueue queue;
    private final RetryPlan plan;
    private final FeedNotices notices;
    private final Transactions transactions;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final SecureRandom random = new SecureRandom();

    Bookkeeper(
            WebhookQueue queue,
            RetryPlan plan,
            FeedNotices notices,
            Transactions transactions,
            InstantSource clock,
            MeterRegistry meters) {
        this.queue = queue;
        this.plan = plan;
        this.notices = notices;
        this.transactions = transactions;
        this.clock = clock;
        this.meters = meters;
    }

    void note(Claimed attempt, Reply reply) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Outcome outcome = outcome(attempt, reply, now);
        Optional<Instant> failingSince = queue.record(outcome, now);
        if (reply.gone()) {
            disable(attempt, "gone", now);
        } else if (plan.isOver(failingSince.orElse(null), now)) {
            disable(attempt, "failing", now);
        }
        meters.counter("spotdock.webhooks.attempts", "outcome", name(outcome)).increment();
    }

    private Outcome outcome(Claimed attempt, Reply reply, Instant now) {
        int calls = plan.callsAtOnce(attempt.callsAtOnce(), reply);
        if (reply.succeeded()) {
            return new Outcome(attempt, Status.DELIVERED, null, reply, calls);
        }
        return plan.next(attempt.attempts() + 1, now, random.nextDouble(), reply.retryAfter())
                .map(next -> new Outcome(attempt, Status.PENDING, next, reply, calls))
                .orElseGet(() -> new Outcome(attempt, Status.FAILED, null, reply, calls));
    }

    private static String name(Outcome outcome) {
        return switch (outcome.status()) {
            case DELIVERED -> "delivered";
            case PENDING -> "retried";
            case FAILED -> "failed";
        };
    }

    private void disable(Claimed attempt, String reason, Instant now) {
        boolean disabled =
                transactions.inTransaction(() -> {
                    var owner = queue.disable(attempt.endpoint(), reason, now);
                    owner.ifPresent(account ->
                            notices.webhookDisabled(
                                    attempt.endpoint(), account, attempt.url(), reason, now));
                    return owner.isPresent();
                });
        if (disabled) {
            log.warn("Webhook {} is disabled: {}", attempt.endpoint(), reason);
            meters.counter("spotdock.webhooks.disabled", "reason", reason).increment();
        }
    }
}
