package dev.spotdock.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidRejection;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotencyTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String BID =
            """
            {"resources": {"cpu": "1", "memory": "1Gi"},
             "maxPrice": {"amount": "0.05", "per": "minute"},
             "container": {"image": "busybox:1.37"}}\
            """;

    private static Answer submit(String key, String body) {
        return web.send(
                web.to("/api/v1/bids")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key),
                body);
    }

    @Test
    void theSameRequestAgainGetsTheFirstAnswerAgain() {
        Answer first = submit("k1", BID);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        Answer second = submit("k1", BID);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.text()).isEqualTo(first.text());
        for (String header : List.of("Location", "ETag", "Content-Type")) {
            assertThat(second.header(header)).isEqualTo(first.header(header));
        }
        assertThat(web.market().commands).hasSize(1);
    }

    @Test
    void withoutAKeyEveryRequestTakesEffect() {
        web.post("/api/v1/bids", BID);
        web.post("/api/v1/bids", BID);
        assertThat(web.market().commands).hasSize(2);
    }

    @Test
    void anotherBodyUnderTheKeyIsRefused() {
        submit("k2", BID);
        Answer other = submit("k2", BID.replace("0.05", "0.06"));
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        assertThat(other.status()).isEqualTo(422);
        assertThat(web.market().commands).hasSize(1);
    }

    @Test
    void aKeyIsItsAccountsAndItsOperationsOwn() {
        submit("k3", BID);
        Answer operators =
                web.send(
                        web.asOperator("/api/v1/bids")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "k3"),
                        BID);
        assertThat(operators.header("Idempotent-Replayed")).isNull();
        Answer node =
                web.send(
                        web.asOperator("/api/v1/nodes")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "k3"),
                        """
                        {"name": "sim-9", "resources": {"cpu": "8", "memory": "32Gi"}}\
                        """);
        assertThat(node.status()).isEqualTo(201);
        assertThat(web.market().commands).hasSize(3);
    }

    @Test
    void aRefusalIsNotRemembered() {
        web.market().refusal =
                new BidRejection.InsufficientFunds(Money.ofMicros(2), Money.ofMicros(1));
        assertThat(submit("k4", BID).problem()).isEqualTo("insufficient-funds");
        assertThat(submit("k4", "{}").problem()).isEqualTo("invalid-request");
        web.market().refusal = null;
        Answer answer = submit("k4", BID);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Idempotent-Replayed")).isNull();
    }

    @Test
    void aFailureIsNotRemembered() {
        web.market().failure = new IllegalStateException("a bug");
        assertThat(submit("k5", BID).problem()).isEqualTo("internal");
        web.market().failure = null;
        assertThat(submit("k5", BID).status()).isEqualTo(201);
    }

    @Test
    void theSameKeyInFlightIsAConflict() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        web.market().during =
                () -> {
                    inside.countDown();
                    await(goOn);
                };
        try (var threads = Executors.newFixedThreadPool(1)) {
            Future<Answer> first = threads.submit(() -> submit("k6", BID));
            await(inside);
            assertThat(submit("k6", BID).problem()).isEqualTo("conflict");
            goOn.countDown();
            assertThat(first.get().status()).isEqualTo(201);
        }
        assertThat(submit("k6", BID).header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(web.market().commands).hasSize(1);
    }

    @Test
    void manyAtOnceTakeEffectOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Answer>> requests =
                    IntStream.range(0, 40)
                            .<Callable<Answer>>mapToObj(_ -> () -> submit("k7", BID))
                            .toList();
            int created = 0;
            for (Future<Answer> request : threads.invokeAll(requests)) {
                Answer answer = request.get();
                assertThat(answer.status()).isIn(201, 409);
                if (answer.status() == 201 && answer.header("Idempotent-Replayed") == null) {
                    created++;
                }
            }
            assertThat(created).isEqualTo(1);
        }
        assertThat(web.market().commands).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space"})
    void aKeyThatIsNoneIsRefused(String key) {
        Answer answer = submit(key, BID);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.at("/errors/0/parameter")).isEqualTo("Idempotency-Key");
    }

    @Test
    void aKeyOf256CharactersIsRefused() {
        assertThat(submit("k".repeat(255), BID).status()).isEqualTo(201);
        assertThat(submit("k".repeat(256), BID).problem()).isEqualTo("invalid-request");
    }

    @Test
    void afterADayTheKeyIsNewAgain() {
        submit("k8", BID);
        web.bean(ManualClock.class).advance(Duration.ofHours(24));
        Answer answer = submit("k8", BID);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Idempotent-Replayed")).isNull();
        assertThat(submit("k8", BID).header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void oldAnswersAreForgottenAndYoungOnesKept() {
        ManualClock clock = web.bean(ManualClock.class);
        submit("old", BID);
        clock.advance(Duration.ofHours(23));
        submit("young", BID);
        clock.advance(Duration.ofHours(1));
        web.bean(IdempotencyRetention.class).runOnce(clock.instant());
        assertThat(
                        web.bean(JdbcClient.class)
                                .sql("select key from web.idempotency")
                                .query(String.class)
                                .list())
                .containsExactly("young");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
