package dev.spotdock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.fuzz.Wire.Answer;
import dev.spotdock.fuzz.Wire.Header;
import dev.spotdock.fuzz.Wire.Sent;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.Deployment;
import dev.spotdock.harness.Installation;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@code kill -9} when a request has taken effect and its answer has not arrived. */
class CrashBeforeAnswerIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void theRepeatGetsTheAnswerThatTheCrashSwallowed() {
        try (Installation installation =
                new Installation("swallowed", "--spotdock.compute.provider=simulated")) {
            SpotDockProcess process = installation.start();
            String key = SpotDockClient.newOperation();
            Sent request = request(key);
            try (NoAnswerProxy proxy = new NoAnswerProxy(process.base())) {
                CompletableFuture<Answer> swallowed =
                        CompletableFuture.supplyAsync(() -> new Wire(proxy.base()).send(request));
                JdbcClient database = installation.deployment().database();
                Awaitility.await("the effect is committed")
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> bids(database) == 1);
                process.kill();
                assertThatThrownBy(swallowed::join).hasStackTraceContaining("no answer");
            }
            process = installation.start();
            JdbcClient database = installation.deployment().database();
            String id = onlyBid(database);
            Answer repeated = new Wire(process.base()).send(request);
            assertThat(repeated.status()).as(repeated.text()).isEqualTo(201);
            assertThat(repeated.header("Idempotent-Replayed")).hasValue("true");
            assertThat(JSON.readTree(repeated.body()).path("id").asString()).isEqualTo(id);
            assertThat(repeated.header("Location")).hasValue("/api/v1/bids/" + id);
            assertThat(bids(database)).isEqualTo(1);
            assertThat(installation.deployment().demo().bid(id).path("id").asString())
                    .isEqualTo(id);
        }
    }

    private static Sent request(String key) {
        return new Sent(
                "POST",
                "/api/v1/bids",
                List.of(
                        new Header("Authorization", "Bearer " + Deployment.DEMO_KEY),
                        new Header("Content-Type", "application/json"),
                        new Header("Idempotency-Key", key)),
                JSON.writeValueAsBytes(BidForm.sleeping(Duration.ofHours(1)).json()));
    }

    private static long bids(JdbcClient database) {
        return database.sql("select count(*) from auctions.bid").query(Long.class).single();
    }

    private static String onlyBid(JdbcClient database) {
        return database.sql("select id::text from auctions.bid").query(String.class).single();
    }
}
