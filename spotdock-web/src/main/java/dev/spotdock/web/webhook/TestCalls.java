package dev.spotdock.web.webhook;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.security.Caller;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Calls an own webhook once, while its owner waits. Outside of any transaction. */
@Component
public class TestCalls {

    private static final String TYPE = "webhook.test";

    private final Webhooks webhooks;
    private final SecretShelf secrets;
    private final HookClient client;
    private final Ids ids;
    private final InstantSource clock;
    private final JsonMapper json;
    private final Set<AccountId> busy = ConcurrentHashMap.newKeySet();

    TestCalls(
            Webhooks webhooks,
            SecretShelf secrets,
            HookClient client,
            Ids ids,
            InstantSource clock,
            JsonMapper json) {
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.client = client;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
    }

    /**
     * What came back.
     *
     * @param eventId the call's {@code webhook-id}
     * @param status of the answer; null if there was none
     * @param error why it is no success; null if it is
     */
    public record Result(
            UUID eventId, @Nullable Integer status, long durationMillis, @Nullable String error) {

        public boolean delivered() {
            return error == null;
        }
    }

    /**
     * Sends an event of the type {@code webhook.test}, which is in no feed, signed like others.
     *
     * @throws Problem {@code not-found}; {@code rate-limited} while the account tests another one
     */
    public Result call(Caller caller, UUID webhook) {
        Webhook found = webhooks.find(caller, webhook);
        if (!busy.add(caller.accountId())) {
            throw Problem.of(
                            ProblemCode.RATE_LIMITED,
                            "the account makes a test call already; wait for its end")
                    .with("limit", 1)
                    .header("Retry-After", "15");
        }
        try {
            UUID event = ids.next();
            Reply reply =
                    client.send(
                            new Call(
                                    found.url(),
                                    event,
                                    body(event, webhook),
                                    secrets.of(caller, webhook)));
            return new Result(event, reply.status(), reply.took().toMillis(), reply.complaint());
        } finally {
            busy.remove(caller.accountId());
        }
    }

    /** Not of the feed: it has no position, and no schema. */
    private String body(UUID event, UUID webhook) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("specversion", "1.0");
        body.put("id", event.toString());
        body.put("source", "/spotdock");
        body.put("type", TYPE);
        body.put("subject", webhook.toString());
        body.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        body.put("datacontenttype", "application/json");
        body.put("partitionkey", webhook.toString());
        body.put("data", Map.of("webhookId", webhook.toString()));
        return json.writeValueAsString(body);
    }
}
