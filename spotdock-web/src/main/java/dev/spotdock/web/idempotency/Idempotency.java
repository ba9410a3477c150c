package dev.spotdock.web.idempotency;

import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.idempotency.StoredAnswers.Slot;
import dev.spotdock.web.problem.InputError;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.security.Caller;
import java.net.URI;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a request that carries an {@code Idempotency-Key} take effect once: the effect and its
 * answer are committed together, and whoever asks again gets that answer.
 */
@Component
public class Idempotency {

    /** The header of an answer that was given before. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private static final int KEY_LENGTH_MAX = 255;

    private final StoredAnswers answers;
    private final Transactions transactions;
    private final JsonMapper json;
    private final InstantSource clock;
    private final IdempotencyProperties settings;

    Idempotency(
            StoredAnswers answers,
            Transactions transactions,
            JsonMapper json,
            InstantSource clock,
            IdempotencyProperties settings) {
        this.answers = answers;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Runs the effect, once per caller, operation and key; without a key, just runs it.
     *
     * @param effect yields a success with a body; a {@link Problem} that it throws undoes
     *     everything and is not remembered
     * @return the effect's answer, or the first one again
     * @throws Problem 400 for a key that is none, 409 while the same key is in flight, 422 if it
     *     came with another request
     */
    public ResponseEntity<?> once(
            Caller caller,
            RepeatableRequest request,
            Supplier<? extends ResponseEntity<?>> effect) {
        return once(caller.accountId().toString(), request, effect);
    }

    /**
     * The same for whoever has no account.
     *
     * @param address where the request comes from
     */
    public ResponseEntity<?> onceFrom(
            String address,
            RepeatableRequest request,
            Supplier<? extends ResponseEntity<?>> effect) {
        return once("address:" + address, request, effect);
    }

    private ResponseEntity<?> once(
            String owner, RepeatableRequest request, Supplier<? extends ResponseEntity<?>> effect) {
        if (request.key() == null) {
            return effect.get();
        }
        Slot slot = slot(owner, request);
        return transactions.inTransaction(() -> answer(slot, request.hash(), effect));
    }

    private static Slot slot(String owner, RepeatableRequest request) {
        String key = Objects.requireNonNull(request.key());
        return new Slot(owner, request.operation(), checked(key));
    }

    /**
     * The answer of an earlier request, for whoever has to act outside any transaction before
     * {@link #once}.
     *
     * @throws Problem 400 for a key that is none, 422 if it came with another request
     */
    public Optional<ResponseEntity<?>> earlier(Caller caller, RepeatableRequest request) {
        if (request.key() == null) {
            return Optional.empty();
        }
        var since = clock.instant().truncatedTo(ChronoUnit.MILLIS).minus(settings.keepFor());
        return answers.find(slot(caller.accountId().toString(), request), since)
                .map(first -> replay(first, request.hash()));
    }

    private ResponseEntity<?> answer(
            Slot slot, byte[] hash, Supplier<? extends ResponseEntity<?>> effect) {
        if (!answers.claim(slot)) {
            throw inFlight();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var since = now.minus(settings.keepFor());
        Optional<StoredAnswer> first = answers.find(slot, since);
        if (first.isPresent()) {
            return replay(first.get(), hash);
        }
        ResponseEntity<?> fresh = effect.get();
        StoredAnswer answer = stored(hash, fresh);
        if (!answers.store(slot, answer, since, now)) {
            throw inFlight();
        }
        return fresh.getBody() instanceof HasSecret ? fresh : entity(answer).body(answer.body());
    }

    private static ResponseEntity<?> replay(StoredAnswer first, byte[] hash) {
        if (!MessageDigest.isEqual(first.requestHash(), hash)) {
            throw Problem.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "expected the request that this key came with first, but it differs");
        }
        return entity(first).header(REPLAYED, "true").body(first.body());
    }

    private StoredAnswer stored(byte[] hash, ResponseEntity<?> answer) {
        HttpHeaders headers = answer.getHeaders();
        return new StoredAnswer(
                hash,
                answer.getStatusCode().value(),
                Objects.toString(headers.getLocation(), null),
                headers.getETag(),
                json.writeValueAsBytes(
                        answer.getBody() instanceof HasSecret secret
                                ? secret.withoutSecret()
                                : answer.getBody()));
    }

    private static ResponseEntity.BodyBuilder entity(StoredAnswer answer) {
        var entity = ResponseEntity.status(answer.status()).contentType(MediaType.APPLICATION_JSON);
        if (answer.location() != null) {
            entity.location(URI.create(answer.location()));
        }
        if (answer.etag() != null) {
            entity.eTag(answer.etag());
        }
        return entity;
    }

    /**
     * The key of a request.
     *
     * @throws Problem 400 for one that is none
     */
    public static String checked(String key) {
        boolean visible = key.chars().allMatch(c -> c > ' ' && c < 127);
        if (key.isEmpty() || key.length() > KEY_LENGTH_MAX || !visible) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    null,
                                    "Idempotency-Key",
                                    "must have 1 to 255 visible ASCII characters")));
        }
        return key;
    }

    private static Problem inFlight() {
        return Problem.of(
                ProblemCode.CONFLICT, "a request with this idempotency key is being answered");
    }
}
