package dev.spotdock.flow;

import static dev.spotdock.harness.SpotDockClient.micros;
import static dev.spotdock.harness.SpotDockClient.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who has used its hold up is not matched again before it has a whole one. */
class WaitingForFundsIT {

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold();
    }

    @Test
    void anEvictedBidWithoutMoneyLetsALaterOnePassUntilADepositComes() {
        Capacity.of(app, "poor").open("poor-1", "500m", "64Mi");
        String poor = demo.submit(inPoorPool());
        demo.await(poor, "RUNNING");
        String later = demo.submit(inPoorPool());
        String hoarder = holdAllThatIsFree();
        demo.post("/api/v1/bids/" + poor + "/eviction-drill", Map.of());
        awaitReason(poor, "insufficient-funds");
        demo.await(later, "RUNNING");
        JsonNode waiting = demo.bid(poor);
        assertThat(SpotDockClient.status(waiting)).isEqualTo("SUBMITTED");
        assertThat(waiting.path("reason").path("message").asString()).contains("lacks", "is free");
        deposit("0.06");
        awaitReason(poor, "price-below-market", "awaiting-capacity");
        demo.delete("/api/v1/bids/" + later);
        assertThat(demo.await(poor, "RUNNING").path("attempts").asInt()).isEqualTo(2);
        assertThat(demo.get("/api/v1/bids/" + poor + "/history").text())
                .containsSubsequence("drill", "insufficient-funds", "awaiting-capacity", "running");
        for (String bid : new String[] {poor, hoarder}) {
            demo.delete("/api/v1/bids/" + bid);
            demo.await(bid, "CANCELLED");
        }
    }

    private static BidForm inPoorPool() {
        return BidForm.sleeping(Duration.ofMinutes(10)).pool("poor");
    }

    /** By a bid that fits nowhere; charges may come in between. */
    private String holdAllThatIsFree() {
        return await().atMost(SpotDockClient.PATIENCE)
                .until(
                        () -> {
                            BigDecimal free =
                                    BigDecimal.valueOf(micros(demo.wallet().path("available")), 6);
                            Answer answer =
                                    demo.post(
                                            "/api/v1/bids",
                                            inPoorPool()
                                                    .resources("512", "1Gi")
                                                    .maxPrice(free.toPlainString(), "minute")
                                                    .json());
                            return answer.body().path("id").asString();
                        },
                        id -> !id.isEmpty());
    }

    private void deposit(String amount) {
        Answer answer =
                app.deployment()
                        .operator()
                        .post(
                                "/api/v1/wallets/" + demo.accountId() + "/deposits",
                                Map.of(
                                        "amount",
                                        Map.of("amount", amount),
                                        "reference",
                                        "waiting-for-funds"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private void awaitReason(String bid, String... codes) {
        await().atMost(SpotDockClient.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(reason(demo.bid(bid))).isIn((Object[]) codes));
    }
}
