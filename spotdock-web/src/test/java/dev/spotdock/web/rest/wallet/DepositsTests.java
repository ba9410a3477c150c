package dev.spotdock.web.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.PaymentGateway.Payment;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.RecordingGateway;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checked, then collected, then booked: what one step refuses never reaches the next. */
class DepositsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 77));
    private static final Payment PAYMENT = new Payment(ACCOUNT, Money.parse("25"), "r1");
    private static final String GOOD = body("25.00", "r1");

    private final RecordingGateway gateway = web.bean(RecordingGateway.class);

    private static String body(String amount, String reference) {
        return "{\"amount\": {\"amount\": \"%s\"}, \"reference\": \"%s\"}"
                .formatted(amount, reference);
    }

    private static HttpRequest.Builder request() {
        return web.asOperator("/api/v1/wallets/%s/deposits".formatted(ACCOUNT))
                .header("Content-Type", "application/json");
    }

    private static Answer deposit(String body) {
        return web.send(request(), body);
    }

    private static Answer deposit(String key, String body) {
        return web.send(request().header("Idempotency-Key", key), body);
    }

    private static List<Deposit> booked() {
        return web.market().commands.stream()
                .filter(Deposit.class::isInstance)
                .map(Deposit.class::cast)
                .toList();
    }

    @Test
    void theMoneyIsCollectedAndThenBookedWithItsGatewaysName() {
        assertThat(deposit(GOOD).status()).isEqualTo(201);
        assertThat(gateway.asked).containsExactly(PAYMENT);
        assertThat(booked())
                .singleElement()
                .satisfies(deposit -> {
                    assertThat(deposit.gateway()).isEqualTo("recording");
                    assertThat(deposit.amount()).isEqualTo(PAYMENT.amount());
                    assertThat(deposit.reference()).isEqualTo("r1");
                });
    }

    @Test
    void aDeclinedPaymentIsAProblemAndNothingIsBooked() {
        gateway.declines = "the card has expired";
        Answer answer = deposit("declined", GOOD);
        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.problem()).isEqualTo("payment-declined");
        assertThat(answer.at("/detail")).isEqualTo("the card has expired");
        assertThat(booked()).isEmpty();
        gateway.declines = null;
        assertThat(deposit("declined", GOOD).status()).as("not remembered").isEqualTo(201);
    }

    @Test
    void whoFailedBetweenCollectingAndBookingAsksAgain() {
        web.market().failure = new IllegalStateException("the database is away");
        assertThat(deposit("again", GOOD).status()).isEqualTo(500);
        web.market().failure = null;
        assertThat(deposit("again", GOOD).status()).isEqualTo(201);
        assertThat(gateway.asked).containsExactly(PAYMENT, PAYMENT);
    }

    @Test
    void anAnswerThatIsRepeatedCollectsNothing() {
        Answer first = deposit("once", GOOD);
        Answer again = deposit("once", GOOD);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(deposit("once", body("26.00", "r2")).problem())
                .isEqualTo("idempotency-key-reused");
        assertThat(gateway.asked).containsExactly(PAYMENT);
        assertThat(booked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.000000",
                "-1",
                "1.0000001",
                "1e3",
                "1000000000.000001",
                "99999999999999999999"
            })
    void wrongAmountsAreNotCollected(String amount) {
        Answer answer = deposit(body(amount, "r1"));
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/amount/amount");
        nothingHappened();
    }

    @Test
    void allMistakesAreToldAtOnce() {
        Answer answer =
                deposit(
                        "{\"amount\": {\"amount\": \"0\", \"currency\": \"EUR\"}, \"reference\": \"\"}");
        assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/amount/currency", "/amount/amount", "/reference");
        nothingHappened();
    }

    @ParameterizedTest
    @CsvSource({"used, 409, conflict", "full, 409, conflict", "nobody, 404, not-found"})
    void whatWouldBeRefusedIsNotCollected(String reference, int status, String problem) {
        Answer answer = deposit(body("25.00", reference));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        nothingHappened();
    }

    @Test
    void onlyOperatorsDeposit() {
        String path = "/api/v1/wallets/%s/deposits".formatted(ACCOUNT);
        assertThat(web.post(path, GOOD).problem()).isEqualTo("forbidden");
        nothingHappened();
    }

    private void nothingHappened() {
        assertThat(gateway.asked).isEmpty();
        assertThat(booked()).isEmpty();
    }
}
