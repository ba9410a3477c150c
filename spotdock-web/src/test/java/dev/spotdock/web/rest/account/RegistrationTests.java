package dev.spotdock.web.rest.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.OpenWallet;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class RegistrationTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String PASSWORD = "a long enough password";

    private static Answer register(String body, String... headers) {
        var request = web.anonymous("/api/v1/accounts").header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return web.send(request, body);
    }

    private static String body(String email) {
        return "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD);
    }

    @Test
    void anybodyBecomesABidderWithAWallet() {
        Answer made = register(body("First.Bidder@Example.com"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/accounts/" + made.at("/id"));
        assertThat(made.at("/email")).isEqualTo("first.bidder@example.com");
        assertThat(made.at("/name")).isEqualTo("First.Bidder");
        assertThat(made.text()).contains("\"roles\":[\"bidder\"]").doesNotContain("password");
        assertThat(web.market().commands)
                .singleElement()
                .isInstanceOfSatisfying(
                        OpenWallet.class,
                        open -> assertThat(open.accountId().toString()).isEqualTo(made.at("/id")));
    }

    @Test
    void anEmailIsTakenOnceInAnyCase() {
        assertThat(register(body("taken@example.com")).status()).isEqualTo(201);
        assertThat(register(body("TAKEN@example.com")).problem()).isEqualTo("conflict");
    }

    @Test
    void anAccountWithoutItsWalletIsNotKept() {
        web.market().failure = new IllegalStateException("no wallet");
        assertThat(register(body("walletless@example.com")).status()).isEqualTo(500);
        web.market().failure = null;
        assertThat(register(body("walletless@example.com")).status()).isEqualTo(201);
    }

    @Test
    void thePasswordIsKeptOnlyAsAnArgon2idHash() {
        register(body("hashed@example.com"), "Idempotency-Key", "hashed-1");
        JdbcClient jdbc = web.bean(JdbcClient.class);
        assertThat(
                        jdbc.sql("select password_hash from web.account where email = ?")
                                .param("hashed@example.com")
                                .query(String.class)
                                .single())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        for (String table : List.of("account", "idempotency", "audit_event", "login_attempt")) {
            assertThat(
                            String.valueOf(
                                    jdbc.sql(
                                                    "select string_agg(t::text, '') from web."
                                                            + table
                                                            + " t")
                                            .query()
                                            .singleValue()))
                    .doesNotContain(PASSWORD);
        }
    }

    @Test
    void aRequestThatIsRepeatedMakesOneAccount() {
        Answer first = register(body("again@example.com"), "Idempotency-Key", "again-1");
        Answer second = register(body("again@example.com"), "Idempotency-Key", "again-1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(register(body("other@example.com"), "Idempotency-Key", "again-1").problem())
                .isEqualTo("idempotency-key-reused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /email /password",
                "{\"email\": \"nobody\", \"password\": \"short\"} | /email /password",
                "{\"email\": \"ä@example.com\", \"password\": \"aaaaaaaaaaaaaaa\"} | /email /password",
                "{\"email\": \"a@example.com\", \"password\": \"my a@example.com\"} | /password",
                "{\"email\": \"a@b.c\", \"password\": \"a long enough password\", \"name\": \" \"} | /name",
                "{\"email\": \"a@b.c\", \"password\": \"a long enough password\", \"roles\": []} | /roles",
                "{\"email\": 7, \"password\": true} | /email /password"
            })
    void everythingThatIsWrongIsTold(String body, String pointers) {
        Answer answer = register(body);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
                .containsExactly(pointers.split(" "));
        assertThat(answer.text()).doesNotContain("aaaaaaa").doesNotContain("my a@");
    }
}
