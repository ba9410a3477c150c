package dev.spotdock.web.webhook;

import dev.spotdock.kernel.id.Ids;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The caller's own webhooks. What changes something is in the transaction of whoever asks. */
@Component
public class Webhooks {

    private final WebhookTable table;
    private final SecretShelf secrets;
    private final Feed feed;
    private final Ids ids;
    private final InstantSource clock;
    private final WebhookProperties settings;

    Webhooks(
            WebhookTable table,
            SecretShelf secrets,
            Feed feed,
            Ids ids,
            InstantSource clock,
            WebhookProperties settings) {
        this.table = table;
        this.secrets = secrets;
        this.feed = feed;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * A webhook that is wanted.
     *
     * @param url without objections
     * @param types known ones, at least one
     * @param secret null: one is made
     */
    public record Wish(String url, List<String> types, @Nullable SigningSecret secret) {

        public Wish {
            types = List.copyOf(types);
        }
    }

    /** A webhook and the only copy of its secret's text. */
    public record Made(Webhook webhook, String secret) {

        @Override
        public String toString() {
            return "Made[" + webhook.id() + "]";
        }
    }

    /**
     * Makes a webhook; it is told what happens from now on.
     *
     * @throws Problem {@code conflict} if the account has as many as it may have
     */
    public Made make(Caller caller, Wish wish) {
        int used = table.lockAndCount(caller.accountId());
        if (used >= settings.perAccount()) {
            throw Problem.of(
                            ProblemCode.CONFLICT,
                            "an account may have %d webhooks and has %d; delete one first"
                                    .formatted(settings.perAccount(), used))
                    .with("limit", settings.perAccount())
                    .with("used", used);
        }
        SigningSecret secret = secrets.given(wish.secret());
        Webhook webhook =
                new Webhook(
                        ids.next(),
                        caller.accountId(),
                        wish.url(),
                        wish.types(),
                        true,
                        null,
                        null,
                        feed.head().position(),
                        null,
                        null,
                        null,
                        0,
                        now());
        table.add(webhook, caller.isOperator(), secrets.locked(webhook.id(), secret));
        return new Made(webhook, secret.text());
    }

    /**
     * The caller's, newest first.
     *
     * @param before only what stands behind that one; null: from the first
     */
    public List<Webhook> list(Caller caller, @Nullable UUID before, int limit) {
        return table.list(caller.accountId(), before, limit);
    }

    /**
     * One of the caller's.
     *
     * @throws Problem {@code not-found}
     */
    public Webhook find(Caller caller, UUID id) {
        return table.find(caller.accountId(), id).orElseThrow(Webhooks::unknown);
    }

    /**
     * What becomes of one; null: as it is.
     *
     * @param enabled true: also after it was disabled because it failed, from where it was
     */
    public record Change(
            @Nullable String url, @Nullable List<String> types, @Nullable Boolean enabled) {}

    /**
     * Changes one.
     *
     * @param versions those that may be changed; null: any
     * @throws Problem {@code not-found}, {@code version-mismatch}
     */
    public Webhook change(Caller caller, UUID id, Change change, @Nullable Set<Long> versions) {
        Webhook before = table.lock(caller.accountId(), id).orElseThrow(Webhooks::unknown);
        if (versions != null && !versions.contains(before.version())) {
            throw Problem.of(
                            ProblemCode.VERSION_MISMATCH,
                            "the webhook has version %d".formatted(before.version()))
                    .with("currentVersion", before.version());
        }
        Webhook after = changed(before, change);
        if (!after.equals(before)) {
            // Whoever gives the address answers for what is told there.
            table.update(after, change.url() == null ? null : caller.isOperator());
        }
        return after;
    }

    private Webhook changed(Webhook before, Change change) {
        String url = change.url() == null ? before.url() : change.url();
        List<String> types = change.types() == null ? before.types() : change.types();
        boolean enabled = change.enabled() == null ? before.enabled() : change.enabled();
        boolean switched = enabled != before.enabled();
        boolean same = url.equals(before.url()) && types.equals(before.types()) && !switched;
        return new Webhook(
                before.id(),
                before.account(),
                url,
                types,
                enabled,
                enabled ? null : switched ? "owner" : before.disabledReason(),
                enabled ? null : switched ? now() : before.disabledAt(),
                before.position(),
                before.missed(),
                before.previousUntil(),
                switched ? null : before.failingSince(),
                same ? before.version() : before.version() + 1,
                before.createdAt());
    }

    /**
     * Ends one, with its queue and its lists.
     *
     * @return as it was
     * @throws Problem {@code not-found}
     */
    public Webhook remove(Caller caller, UUID id) {
        Webhook webhook = table.lock(caller.accountId(), id).orElseThrow(Webhooks::unknown);
        table.remove(caller.accountId(), id);
        return webhook;
    }

    /**
     * Puts another secret in the place of the one there is.
     *
     * @param wanted null: one is made
     * @param overlap how long the old one signs too; null: as is usual here
     * @throws Problem {@code not-found}
     */
    public Made rotate(
            Caller caller, UUID id, @Nullable SigningSecret wanted, @Nullable Duration overlap) {
        if (table.lock(caller.accountId(), id).isEmpty()) {
            throw unknown();
        }
        SigningSecret secret = secrets.given(wanted);
        table.rotate(
                caller.accountId(),
                id,
                secrets.locked(id, secret),
                now().plus(overlap == null ? settings.secretOverlap() : overlap));
        return new Made(find(caller, id), secret.text());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    static Problem unknown() {
        return Problem.notFound("there is no such webhook");
    }
}
