package dev.spotdock.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.security.Accounts;
import dev.spotdock.web.security.ApiKeys;
import dev.spotdock.web.security.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LimitsTests {

    @RegisterExtension
    static final WebFixture web =
            new WebFixture(
                    "spotdock.web.limits.reads=20",
                    "spotdock.web.limits.writes=12",
                    "spotdock.web.limits.anonymous=5",
                    "spotdock.web.limits.refused=4");

    private static final String QUOTES = "/api/v1/pools/default/quotes";

    private static int tests;

    /** Each test begins later than the one before ended: the clock itself is set back. */
    @BeforeEach
    void everyBudgetIsFull() {
        tests++;
        pass(Duration.ofHours(tests));
    }

    private static void pass(Duration time) {
        web.bean(ManualClock.class).advance(time);
    }

    private static Answer guess() {
        return web.send(web.anonymous("/api/v1/me").header("X-API-Key", "wrong"));
    }

    private static Answer read(String key) {
        return web.send(web.anonymous("/api/v1/me").header("X-API-Key", key));
    }

    private static void budgetIs(Answer answer, String policy, String left) {
        assertThat(answer.header("RateLimit-Policy")).isEqualTo(policy);
        assertThat(answer.header("RateLimit")).isEqualTo(left);
    }

    @Test
    void everyAnswerTellsWhatIsLeft() {
        budgetIs(web.get("/api/v1/me"), "\"reads\";q=20;w=60", "\"reads\";r=19;t=3");
        budgetIs(web.get("/api/v1/pools/nonsense"), "\"reads\";q=20;w=60", "\"reads\";r=18;t=6");
        budgetIs(
                web.post("/api/v1/bids", "nonsense"),
                "\"writes\";q=12;w=60",
                "\"writes\";r=11;t=5");
        budgetIs(
                web.send(web.anonymous("/v3/api-docs")),
                "\"anonymous\";q=5;w=60",
                "\"anonymous\";r=4;t=12");
        budgetIs(guess(), "\"refused\";q=4;w=60", "\"refused\";r=3;t=15");
    }

    @Test
    void whoAsksTooOftenIsToldTheLimitTheUseAndWhenToGoOn() {
        for (int i = 0; i < 20; i++) {
            assertThat(web.get("/api/v1/me").status()).isEqualTo(200);
        }
        Answer answer = web.get("/api/v1/me");
        assertThat(answer.problem()).isEqualTo("rate-limited");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("3");
        assertThat(answer.at("/policy")).isEqualTo("reads");
        assertThat(answer.at("/limit")).isEqualTo("20");
        assertThat(answer.at("/left")).isEqualTo("0");
        assertThat(answer.at("/detail")).contains("at most 20 requests").contains("wait 3 s");
        budgetIs(answer, "\"reads\";q=20;w=60", "\"reads\";r=0;t=60");
        pass(Duration.ofSeconds(3));
        assertThat(web.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(web.get("/api/v1/me").status()).isEqualTo(429);
    }

    @Test
    void readsAndWritesAreCountedApart() {
        for (int i = 0; i < 20; i++) {
            web.get("/api/v1/me");
        }
        assertThat(web.get("/api/v1/me").status()).isEqualTo(429);
        assertThat(web.post("/api/v1/bids", "nonsense").status()).isEqualTo(400);
    }

    @Test
    void moreKeysAreNotMoreRequestsAndOtherAccountsAreNotConcerned() {
        String key = web.newKey("many-keys@example.com", Role.BIDDER);
        AccountId account = web.bean(Accounts.class).byEmail("many-keys@example.com").orElseThrow();
        String second = web.bean(ApiKeys.class).issue(account, "second", FakeBids.NOW);
        for (int i = 0; i < 10; i++) {
            assertThat(read(key).status()).isEqualTo(200);
            assertThat(read(second).status()).isEqualTo(200);
        }
        assertThat(read(key).status()).isEqualTo(429);
        assertThat(read(second).status()).isEqualTo(429);
        assertThat(web.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void whatIsDearCountsForTen() {
        Answer first = web.post(QUOTES, "{}");
        assertThat(first.header("RateLimit")).isEqualTo("\"writes\";r=2;t=50");
        Answer second = web.post(QUOTES, "{}");
        assertThat(second.problem()).isEqualTo("rate-limited");
        assertThat(second.at("/detail")).contains("but 1 are left and this one needs 9");
        assertThat(web.post("/api/v1/bids", "nonsense").status()).isEqualTo(400);
    }

    @Test
    void whoShowsNoCredentialIsCountedByAddress() {
        for (int i = 0; i < 5; i++) {
            assertThat(web.send(web.anonymous("/v3/api-docs")).status()).isEqualTo(200);
        }
        assertThat(web.send(web.anonymous("/v3/api-docs")).problem()).isEqualTo("rate-limited");
        assertThat(web.get("/v3/api-docs").status()).isEqualTo(200);
    }

    @Test
    void whoGuessesIsNotListenedToAnyMoreWhateverTheKey() {
        for (int i = 0; i < 4; i++) {
            assertThat(guess().problem()).isEqualTo("unauthenticated");
        }
        assertThat(guess().problem()).isEqualTo("rate-limited");
        // a right key's answer shows that it was not looked at
        Answer right = web.get("/api/v1/me");
        assertThat(right.problem()).isEqualTo("rate-limited");
        assertThat(right.at("/policy")).isEqualTo("refused");
        pass(Duration.ofSeconds(15));
        assertThat(web.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(guess().problem()).isEqualTo("unauthenticated");
        assertThat(guess().problem()).isEqualTo("rate-limited");
    }

    @Test
    void whoReachesForWhatIsForbiddenUsesTheSameBudget() {
        for (int i = 0; i < 4; i++) {
            assertThat(web.get("/api/v1/nodes").problem()).isEqualTo("forbidden");
        }
        assertThat(web.get("/api/v1/nodes").problem()).isEqualTo("rate-limited");
    }

    @Test
    void thePlatformsProbesAreNeverRefused() {
        for (int i = 0; i < 30; i++) {
            guess();
            for (String path : List.of("/livez", "/readyz", "/actuator/health/liveness")) {
                assertThat(web.send(web.anonymous(path)).status()).isEqualTo(200);
            }
        }
    }
}
