package dev.spotdock.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.OpenWallet;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.WebFixture;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class BootstrapTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String KEY_A = "a-first-key-of-at-least-32-characters";
    private static final String KEY_B = "another-key-of-at-least-32-characters";

    /** Stands for a first start: nobody is there. */
    @BeforeEach
    void empty() {
        web.bean(JdbcClient.class).sql("truncate web.account cascade").update();
        web.bean(IdentityChanges.class).announce();
    }

    @AfterEach
    void restore() {
        empty();
        start(WebFixture.OPERATOR_KEY, WebFixture.DEMO_KEY);
    }

    private static FirstAccounts accounts() {
        return new FirstAccounts(
                web.bean(JdbcClient.class),
                web.bean(Accounts.class),
                web.bean(ApiKeys.class),
                web.market(),
                web.bean(Ids.class),
                web.bean(InstantSource.class));
    }

    /** One start of the process; yields the keys that it would print. */
    private static List<String> start(@Nullable String operator, @Nullable String demo) {
        FirstAccounts accounts = accounts();
        BootstrapKeys keys = BootstrapKeys.of(new BootstrapProperties(operator, demo, true));
        return web.bean(Transactions.class)
                .inTransaction(() -> {
                    accounts.lock();
                    List<String> made = new ArrayList<>();
                    accounts.operator(keys.operator()).ifPresent(made::add);
                    accounts.demo(keys.demo()).ifPresent(made::add);
                    return made;
                });
    }

    private static Optional<Caller> caller(String key) {
        return web.bean(ApiKeys.class)
                .find(new KeyText(key), web.bean(InstantSource.class).instant())
                .map(ApiKeys.Grant::caller);
    }

    @Test
    void keysThatAreNotGivenAreMadeAndToldOnce() {
        List<String> made = start(null, null);
        assertThat(made).hasSize(2).allMatch(key -> key.startsWith("sdk_"));
        assertThat(caller(made.getFirst()).orElseThrow().roles()).contains(Role.OPERATOR);
        assertThat(caller(made.getLast()).orElseThrow().roles()).containsExactly(Role.BIDDER);
        assertThat(start(null, null)).isEmpty();
        assertThat(caller(made.getFirst())).isPresent();
    }

    @Test
    void theDemoAccountGetsItsMoneyOnce() {
        start(null, null);
        start(null, null);
        assertThat(web.market().commands)
                .filteredOn(Deposit.class::isInstance)
                .singleElement()
                .satisfies(command -> {
                    Deposit deposit = (Deposit) command;
                    assertThat(deposit.amount()).isEqualTo(Money.ofMicros(100_000_000));
                    assertThat(deposit.reference()).isEqualTo("bootstrap-demo");
                });
        assertThat(web.market().commands).filteredOn(OpenWallet.class::isInstance).hasSize(2);
    }

    @Test
    void aGivenKeyReplacesTheOneBeforeAndMayComeBack() {
        String made = start(null, null).getFirst();
        assertThat(start(KEY_A, null)).isEmpty();
        assertThat(caller(made)).isEmpty();
        assertThat(caller(KEY_A)).isPresent();
        start(KEY_B, null);
        assertThat(caller(KEY_A)).isEmpty();
        assertThat(caller(KEY_B)).isPresent();
        start(KEY_A, null);
        assertThat(caller(KEY_A)).isPresent();
        assertThat(caller(KEY_B)).isEmpty();
        assertThat(start(null, null)).isEmpty();
        assertThat(caller(KEY_A)).isPresent();
    }

    @Test
    void oneAccountsKeyIsNotGivenToAnother() {
        start(KEY_A, KEY_B);
        assertThatThrownBy(() -> start(KEY_B, KEY_A)).hasMessageContaining("another account");
        assertThat(caller(KEY_A).orElseThrow().roles()).contains(Role.OPERATOR);
    }

    @Test
    void instancesThatStartTogetherMakeEverythingOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<List<String>>> starts =
                    List.of(
                            () -> start(null, null),
                            () -> start(null, null),
                            () -> start(null, null),
                            () -> start(null, null));
            List<String> made = new ArrayList<>();
            for (var start : threads.invokeAll(starts)) {
                made.addAll(start.get());
            }
            assertThat(made).hasSize(2);
        }
    }

    @Test
    void aKeyThatIsTooShortStopsTheStartWithoutBeingRepeated() {
        assertThatThrownBy(
                        () -> BootstrapKeys.of(new BootstrapProperties("short-secret", null, null)))
                .isInstanceOf(BootstrapKeyRejected.class)
                .hasMessageContaining("SPOTDOCK_BOOTSTRAP_OPERATOR_KEY must have 32")
                .hasMessageNotContaining("short-secret");
        assertThatThrownBy(() -> BootstrapKeys.of(new BootstrapProperties(KEY_A, KEY_A, null)))
                .hasMessageContaining("must differ");
        assertThat(new BootstrapProperties(KEY_A, KEY_B, null).toString())
                .doesNotContain(KEY_A)
                .doesNotContain(KEY_B);
    }

    @Test
    void aBlankKeyIsNone() {
        assertThat(BootstrapKeys.of(new BootstrapProperties("", " ", null)))
                .isEqualTo(new BootstrapKeys(Optional.empty(), Optional.empty()));
    }
}
