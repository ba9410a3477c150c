package dev.spotdock.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.DatabasePulse;
import dev.spotdock.web.CuttableDataSource;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.security.AccessTable.Rule;
import dev.spotdock.web.security.AccessTable.Who;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import redis.embedded.RedisServer;

/** Bids on lots while PostgreSQL is away: who is let in, and how long. */
class OfflineTests {

    /** A longer life of tokens shows that the time without PostgreSQL is bounded for them too. */
    @RegisterExtension
    static final WebFixture web =
            new WebFixture(
                    "test.redis=true",
                    "spotdock.web.limits.refused=50",
                    "spotdock.web.security.token.lifetime=1h");

    private static final String PASSWORD = "a long enough password";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String email = "offline-%d@example.com".formatted(NUMBER.incrementAndGet());
    private final ManualClock clock = web.bean(ManualClock.class);

    private static CuttableDataSource cable() {
        return (CuttableDataSource) web.bean(DataSource.class);
    }

    private static void cut() throws SQLException {
        cable().cut();
        awaitPulse(false);
    }

    @AfterEach
    void mend() {
        cable().mend();
        awaitPulse(true);
    }

    private static void awaitPulse(boolean answers) {
        Awaitility.await().until(() -> web.bean(DatabasePulse.class).answers() == answers);
    }

    private void pass(Duration time) {
        clock.advance(time);
    }

    private static Answer bid(String credential) {
        return web.send(
                web.anonymous("/api/v1/lots/" + new UUID(1, 1) + "/bids")
                        .header("Authorization", "Bearer " + credential)
                        .header("Content-Type", "application/json"),
                "{\"amount\": {\"amount\": \"1100\"}}");
    }

    private static Answer as(String key, String path) {
        return web.send(web.anonymous(path).header("X-API-Key", key));
    }

    private static Answer made(String key, String path, String body) {
        Answer made =
                web.send(
                        web.anonymous(path)
                                .header("X-API-Key", key)
                                .header("Content-Type", "application/json"),
                        body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private String newToken() {
        assertThat(posted("/api/v1/accounts", credentials()).status()).isEqualTo(201);
        return tokenAgain();
    }

    private String tokenAgain() {
        return posted("/api/v1/tokens", credentials()).at("/token");
    }

    private String credentials() {
        return "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD);
    }

    private static Answer posted(String path, String body) {
        return web.send(web.anonymous(path).header("Content-Type", "application/json"), body);
    }

    /** Another instance, of which this one has heard nothing by PostgreSQL. */
    private static RecentChanges elsewhere() {
        return new RecentChanges(
                new StaticListableBeanFactory(
                                java.util.Map.of("redis", web.bean(StringRedisTemplate.class)))
                        .getBeanProvider(StringRedisTemplate.class),
                web.bean(SecurityProperties.class),
                web.bean(InstantSource.class));
    }

    private AccountId account() {
        return web.bean(Accounts.class).byEmail(email).orElseThrow();
    }

    @Test
    void onlyBidsOnLotsAreTakenOffline() {
        assertThat(AccessTable.RULES.stream().filter(Rule::offline))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.method() + " " + rule.path())
                            .isEqualTo("POST /api/v1/lots/{id}/bids");
                    assertThat(rule.who()).isEqualTo(Who.ACCOUNT); // a token tells no roles
                });
    }

    @Test
    void aKeyThatWasKnownGoesOnForAQuarterOfAnHour() throws SQLException {
        String key = web.newKey(email, Role.BIDDER);
        assertThat(bid(key).status()).isEqualTo(201);
        cut();
        assertThat(bid(key).status()).isEqualTo(201);
        pass(Duration.ofMinutes(15).minusMillis(1));
        assertThat(bid(key).status()).isEqualTo(201);
        pass(Duration.ofMillis(1));
        Answer outdated = bid(key);
        assertThat(outdated.problem()).isEqualTo("unavailable");
        assertThat(outdated.header("Retry-After")).isEqualTo("5");
        mend();
        assertThat(bid(key).status()).isEqualTo(201);
    }

    @Test
    void itsExpiryCountsAllTheSame() throws SQLException {
        String key = web.newKey(email, Role.BIDDER);
        String brief =
                made(
                                key,
                                "/api/v1/api-keys",
                                "{\"name\": \"short\", \"expiresAt\": \"%s\"}"
                                        .formatted(FakeBids.NOW.plusSeconds(60)))
                        .at("/secret");
        assertThat(bid(brief).status()).isEqualTo(201);
        cut();
        pass(Duration.ofSeconds(59));
        assertThat(bid(brief).status()).isEqualTo(201);
        pass(Duration.ofSeconds(1));
        assertThat(bid(brief).status()).isEqualTo(401);
    }

    @Test
    void everythingElseIsUnavailableAlsoForThoseWhoAreKnown() throws SQLException {
        String key = web.newKey(email, Role.BIDDER);
        assertThat(bid(key).status()).isEqualTo(201);
        cut();
        for (String path : List.of("me", "lots/" + new UUID(1, 1) + "/bids", "api-keys")) {
            Answer answer = as(key, "/api/v1/" + path);
            assertThat(answer.problem()).as(path).isEqualTo("unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void anUnknownKeyIsNeitherTakenNorAGuess() throws SQLException {
        String never = web.newKey(email, Role.BIDDER); // valid, but this instance has not seen it
        cut();
        for (int i = 0; i < 60; i++) { // more than may be refused
            assertThat(bid(never).problem()).isEqualTo("unavailable");
            assertThat(bid(KeyText.generate(new SecureRandom()).text()).problem())
                    .isEqualTo("unavailable");
        }
        mend();
        assertThat(bid(never).status()).isEqualTo(201);
    }

    @Test
    void aKeyThatWasRevokedIsRefused() throws SQLException {
        String key = web.newKey(email, Role.BIDDER);
        Answer doomed = made(key, "/api/v1/api-keys", "{\"name\": \"doomed\"}");
        Answer unused = made(key, "/api/v1/api-keys", "{\"name\": \"unused\"}");
        assertThat(bid(doomed.at("/secret")).status()).isEqualTo(201);
        for (Answer made : List.of(doomed, unused)) {
            assertThat(
                            web.send(
                                            web.anonymous("/api/v1/api-keys/" + made.at("/id"))
                                                    .header("X-API-Key", key)
                                                    .DELETE())
                                    .status())
                    .isEqualTo(200);
        }
        assertThat(bid(key).status()).isEqualTo(201);
        cut();
        assertThat(bid(doomed.at("/secret")).problem()).isEqualTo("unauthenticated");
        assertThat(bid(unused.at("/secret")).problem()).isEqualTo("unauthenticated");
        assertThat(bid(key).status()).isEqualTo(201);
    }

    @Test
    void aRevocationElsewhereComesThroughRedis() throws SQLException {
        String key = web.newKey(email, Role.BIDDER);
        assertThat(bid(key).status()).isEqualTo(201);
        cut();
        assertThat(bid(key).status()).isEqualTo(201);
        pass(Duration.ofMinutes(5));
        elsewhere().tell(RecentChanges.ofKey(new KeyText(key).prefix()));
        assertThat(bid(key).problem()).isEqualTo("unauthenticated");
    }

    @Test
    void aRevocationThatRedisWasNotToldOfIsRememberedFromPostgres() throws Exception {
        String key = web.newKey(email, Role.BIDDER);
        assertThat(bid(key).status()).isEqualTo(201);
        web.bean(JdbcClient.class)
                .sql("select pg_notify('spotdock_identity', ?)")
                .param(RecentChanges.ofKey(new KeyText(key).prefix()))
                .query((_, _) -> 1)
                .single();
        Awaitility.await()
                .until(() ->
                        web.bean(RecentChanges.class)
                                .isAfter(
                                        clock.instant(),
                                        RecentChanges.ofKey(new KeyText(key).prefix())));
        cut();
        assertThat(bid(key).problem()).isEqualTo("unauthenticated");
    }

    @Test
    void whoseAccountHasChangedHasToBeAskedFor() throws SQLException {
        String token = newToken();
        String key = web.bean(ApiKeys.class).issue(account(), "test", FakeBids.NOW);
        assertThat(bid(token).status()).isEqualTo(201);
        assertThat(bid(key).status()).isEqualTo(201);
        pass(Duration.ofMinutes(1));
        disable(true);
        cut();
        assertThat(bid(token).problem()).isEqualTo("unavailable");
        assertThat(bid(key).problem()).isEqualTo("unavailable");
        mend();
        assertThat(bid(token).problem()).isEqualTo("unauthenticated");
        assertThat(bid(key).problem()).isEqualTo("unauthenticated");
    }

    private void disable(boolean disabled) {
        Answer changed =
                web.send(
                        web.asOperator("/api/v1/accounts/" + account())
                                .header("If-Match", "*")
                                .header("Content-Type", "application/json")
                                .method(
                                        "PATCH",
                                        BodyPublishers.ofString(
                                                "{\"disabled\": %s}".formatted(disabled))));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    }

    @Test
    void aTokenFromBeforeTheChangeIsOverAlsoWhereTheAccountWasAskedForSince() throws SQLException {
        String before = newToken();
        disable(true);
        disable(false);
        String after = tokenAgain();
        pass(Duration.ofMillis(1001));
        assertThat(bid(after).status()).isEqualTo(201);
        cut();
        assertThat(bid(after).status()).isEqualTo(201);
        assertThat(bid(before).problem()).isEqualTo("unauthenticated");
    }

    /** By hand, in the database: the account's version is as it was, and nobody is told. */
    @Test
    void aTokenOfAnAccountThatWasSeenDisabledIsOver() throws SQLException {
        String token = newToken();
        web.bean(JdbcClient.class)
                .sql("update web.account set disabled = true where id = ?")
                .param(account().value())
                .update();
        assertThat(bid(token).problem()).isEqualTo("unauthenticated");
        cut();
        assertThat(bid(token).problem()).isEqualTo("unauthenticated");
    }

    /** The other's clock may be behind this one's by that much. */
    @Test
    void whatWasAskedHardlyAfterTheChangeIsNotBelieved() throws SQLException {
        String token = newToken();
        String key = web.bean(ApiKeys.class).issue(account(), "test", FakeBids.NOW);
        elsewhere().tell(RecentChanges.ofAccount(account()));
        pass(Duration.ofSeconds(1));
        assertThat(bid(key).status()).isEqualTo(201);
        assertThat(bid(token).status()).isEqualTo(201);
        cut();
        assertThat(bid(key).problem()).isEqualTo("unavailable");
        assertThat(bid(token).problem()).isEqualTo("unavailable");
    }

    @Test
    void whoMakesAChangeKnowsOfItAlsoWithoutRedis() {
        RecentChanges alone =
                new RecentChanges(
                        new StaticListableBeanFactory().getBeanProvider(StringRedisTemplate.class),
                        web.bean(SecurityProperties.class),
                        clock);
        alone.tell("key:a");
        assertThat(alone.isAfter(clock.instant(), "key:a")).isTrue();
    }

    @Test
    void whatWasAskedAfterTheChangeIsBelieved() throws SQLException {
        String token = newToken();
        String key = web.bean(ApiKeys.class).issue(account(), "test", FakeBids.NOW);
        elsewhere().tell(RecentChanges.ofAccount(account()));
        pass(Duration.ofMillis(1001)); // more than clocks may be apart
        assertThat(bid(key).status()).isEqualTo(201);
        assertThat(bid(token).status()).isEqualTo(201);
        cut();
        assertThat(bid(key).status()).isEqualTo(201);
        assertThat(bid(token).status()).isEqualTo(201);
    }

    @Test
    void aTokenNeedsNobodyToHaveSeenItBefore() throws SQLException {
        String token = newToken();
        AccountId account = account();
        cut();
        assertThat(bid(token).status()).isEqualTo(201);
        assertThat(web.market().auctions.placed.getLast().bidder()).isEqualTo(account);
        assertThat(bid(token.substring(0, token.length() - 9) + "AAAAAAAAA").problem())
                .isEqualTo("unauthenticated");
        pass(Duration.ofMinutes(5));
        elsewhere().tell(RecentChanges.ofAccount(account));
        assertThat(bid(token).problem()).isEqualTo("unavailable");
    }

    @Test
    void aTokenIsBelievedNoLongerThanAKey() throws SQLException {
        String token = newToken();
        pass(Duration.ofMinutes(10));
        cut();
        pass(Duration.ofMinutes(5).minusSeconds(1)); // tokens count whole seconds
        assertThat(bid(token).status()).isEqualTo(201);
        pass(Duration.ofSeconds(1));
        assertThat(bid(token).problem()).isEqualTo("unavailable");
        mend();
        assertThat(bid(token).status()).isEqualTo(201); // PostgreSQL knows of its account
        cut();
        pass(Duration.ofMinutes(14));
        assertThat(bid(token).status()).isEqualTo(201);
        pass(Duration.ofMinutes(32));
        assertThat(bid(token).problem()).isEqualTo("unauthenticated"); // an hour old
    }

    @Test
    void aScopeThatIsNotGivenIsNotGivenOfflineEither() throws SQLException {
        String key = web.newKey(email, Role.BIDDER);
        String reads =
                made(
                                key,
                                "/api/v1/api-keys",
                                "{\"name\": \"reads\", \"scopes\": [\"auctions:read\"]}")
                        .at("/secret");
        assertThat(bid(reads).problem()).isEqualTo("forbidden");
        cut();
        assertThat(bid(reads).problem()).isEqualTo("forbidden");
    }

    @Test
    void withoutRedisNobodyCanSayWhatHasChanged() throws Exception {
        String key = web.newKey(email, Role.BIDDER);
        assertThat(bid(key).status()).isEqualTo(201);
        cut();
        RedisServer redis = web.bean(RedisServer.class);
        redis.stop();
        try {
            assertThat(bid(key).problem()).isEqualTo("unavailable");
        } finally {
            redis.start();
        }
        Awaitility.await().until(() -> bid(key).status() == 201);
    }

    @Test
    void onlySoManyAreRemembered() {
        SecurityProperties few =
                new SecurityProperties(
                        true,
                        Duration.ofSeconds(5),
                        100,
                        50,
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(1));
        MomentCache<Integer, String> cache =
                new MomentCache<>(few, web.bean(IdentityChanges.class));
        for (int i = 0; i < 10_000; i++) {
            cache.get(i, FakeBids.NOW, () -> java.util.Optional.of("somebody"));
        }
        assertThat(cache.size()).isLessThanOrEqualTo(100).isGreaterThan(50);
    }
}
