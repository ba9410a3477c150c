package dev.spotdock.web.webhook;

import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.web.webhook.WebhookQueue.Claimed;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends what is due, each event on a virtual thread: claimed first, so that no other instance sends
 * it too, then called, then written down. Whoever dies in between has sent it maybe: when the claim
 * is over, it is sent again with the same id.
 */
@Component
class WebhookSender implements Loop {

    static final String NAME = "webhook-sender";

    /** Outcomes written at a time: requests need the database too. */
    private static final int WRITERS = 4;

    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);

    private final WebhookQueue queue;
    private final HookClient client;
    private final SecretShelf shelf;
    private final Bookkeeper bookkeeper;
    private final Waker waker;
    private final WebhookProperties settings;
    private final Semaphore seats;
    private final Semaphore writers = new Semaphore(WRITERS);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
    private volatile boolean closing;

    WebhookSender(
            WebhookQueue queue,
            HookClient client,
            SecretShelf shelf,
            Bookkeeper bookkeeper,
            Waker waker,
            WebhookProperties settings) {
        this.queue = queue;
        this.client = client;
        this.shelf = shelf;
        this.bookkeeper = bookkeeper;
        this.waker = waker;
        this.settings = settings;
        this.seats = new Semaphore(settings.callsAtOnce());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return settings.sendEvery();
    }

    @Override
    public void runOnce(Instant now) {
        int free = seats.availablePermits();
        if (free == 0 || closing) {
            return;
        }
        for (Claimed attempt : queue.claim(now, now.plus(settings.claimFor()), free)) {
            seats.acquireUninterruptibly(); // there are as many: nobody else takes one
            threads.execute(() -> {
                try {
                    send(attempt);
                } finally {
                    seats.release();
                    waker.wake(NAME);
                }
            });
        }
    }

    /** Calls that are under way. */
    int underWay() {
        return settings.callsAtOnce() - seats.availablePermits();
    }

    private void send(Claimed attempt) {
        try {
            Reply reply = reply(attempt);
            if (!closing) { // else it may have failed only because this process ends
                note(attempt, reply);
            }
        } catch (RuntimeException e) {
            log.warn("Delivery {} is tried again, as its outcome is not known", attempt.id(), e);
        }
    }

    private void note(Claimed attempt, Reply reply) {
        writers.acquireUninterruptibly();
        try {
            bookkeeper.note(attempt, reply);
        } finally {
            writers.release();
        }
    }

    private Reply reply(Claimed attempt) {
        List<SigningSecret> secrets;
        try {
            secrets = shelf.unlocked(attempt.endpoint(), attempt.secret(), attempt.previous());
        } catch (IllegalStateException e) {
            log.warn("Webhook {} cannot be signed: {}", attempt.endpoint(), e.getMessage());
            return new Reply(null, null, "its secret cannot be read: rotate it", Duration.ZERO);
        }
        return client.send(new Call(attempt.url(), attempt.event(), attempt.body(), secrets));
    }

    @PreDestroy
    void close() {
        closing = true;
        threads.shutdownNow();
    }
}
