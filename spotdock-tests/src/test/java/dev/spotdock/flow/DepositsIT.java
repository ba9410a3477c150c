package dev.spotdock.flow;

import static dev.spotdock.harness.SpotDockClient.micros;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deposit that is refused leaves nothing behind. */
class DepositsIT {

    private static final SpotDockApp app = SpotDockApp.simulated();

    private final SpotDockClient operator = app.deployment().operator();
    private final String ownWallet = operator.accountId();
    private final String demosWallet = app.deployment().demo().accountId();
    private final String reference = UUID.randomUUID().toString();

    @AfterAll
    static void invariantsHold() {
        app.invariants().hold();
    }

    @ParameterizedTest
    @CsvSource({
        "0, USD",
        "-1, USD",
        "1.0000001, USD",
        "1e3, USD",
        "1000000000.000001, USD",
        "99999999999999999999, USD",
        "1, EUR"
    })
    void aWrongAmountIsAnInvalidRequest(String amount, String currency) {
        List<Long> before = written();
        expect(400, "invalid-request", deposit(operator, ownWallet, amount, currency));
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void aReferenceStandsForOneAmountAndOneWallet() {
        Answer first = deposit(operator, demosWallet, "1.5", "USD");
        assertThat(first.status()).isEqualTo(201);
        Answer again = deposit(operator, demosWallet, "1.50", "USD");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).as("its balance included").isEqualTo(first.body());
        List<Long> before = written();
        expect(409, "conflict", deposit(operator, demosWallet, "1.500001", "USD"));
        expect(409, "conflict", deposit(operator, ownWallet, "1.5", "USD"));
        assertThat(written()).isEqualTo(before);
        assertThat(
                        app.deployment()
                                .database()
                                .sql("select gateway from billing.deposit where reference = ?")
                                .param(reference)
                                .query(String.class)
                                .single())
                .isEqualTo("manual");
    }

    @Test
    void nobodyButAnOperatorDepositsAndNowhereButIntoAWallet() {
        List<Long> before = written();
        SpotDockClient demo = app.deployment().demo();
        expect(403, "forbidden", deposit(demo, demosWallet, "1", "USD"));
        expect(404, "not-found", deposit(operator, UUID.randomUUID().toString(), "1", "USD"));
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void aWalletHoldsOnlySoMuch() {
        long most = 10_000_000_000_000_000L;
        long largest = 1_000_000_000_000_000L;
        for (int i = 0; micros(operator.wallet().path("balance")) <= most - largest; i++) {
            assertThat(deposit(operator, ownWallet, "1000000000", "USD", reference + i).status())
                    .isEqualTo(201);
        }
        List<Long> before = written();
        expect(409, "conflict", deposit(operator, ownWallet, "1000000000", "USD"));
        assertThat(written()).isEqualTo(before);
    }

    private Answer deposit(SpotDockClient who, String wallet, String amount, String currency) {
        return deposit(who, wallet, amount, currency, reference);
    }

    private static Answer deposit(
            SpotDockClient who, String wallet, String amount, String currency, String reference) {
        return who.post(
                "/api/v1/wallets/" + wallet + "/deposits",
                Map.of(
                        "amount",
                        Map.of("amount", amount, "currency", currency),
                        "reference",
                        reference));
    }

    private static void expect(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body().path("type").asString()).isEqualTo("urn:spotdock:problem:" + code);
    }

    /** Everything that a deposit writes, its idempotency key included. */
    private List<Long> written() {
        return app.deployment()
                .database()
                .sql(
                        """
                        select array[(select count(*) from billing.deposit),
                            (select count(*) from billing.transfer where kind = 'deposit'),
                            (select sum(balance)::bigint from billing.wallet),
                            (select count(*) from web.idempotency where operation = 'deposit'),
                            (select count(*) from axon.domain_event_entry
                             where payload_type like '%.WalletCredited')]
                        """)
                .query((row, _) -> List.of((Long[]) row.getArray(1).getArray()))
                .single();
    }
}
