package dev.spotdock.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.util.unit.DataSize;

class LoginsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final LoginProperties SETTINGS =
            new LoginProperties(
                    Duration.ofMinutes(15),
                    3,
                    6,
                    8,
                    Duration.ofDays(30),
                    Duration.ofMinutes(1),
                    1000);

    private static final Passwords PASSWORDS =
            new Passwords(
                    new PasswordProperties(DataSize.ofMegabytes(1), 1, 4, Duration.ofSeconds(10)));

    private static final String RIGHT = "the right password";
    private static final String HOME = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.1";

    @BeforeEach
    void nobodyHasFailedYet() {
        web.bean(JdbcClient.class).sql("delete from web.login_attempt").update();
    }

    private static Logins logins() {
        return new Logins(
                web.bean(Accounts.class),
                PASSWORDS,
                web.bean(LoginAttempts.class),
                web.bean(AuditLog.class),
                SETTINGS,
                web.bean(ManualClock.class));
    }

    private static String account(String email) {
        web.bean(Accounts.class)
                .add(
                        new Account(
                                new AccountId(web.bean(Ids.class).next()),
                                email,
                                "Somebody",
                                Set.of(Role.BIDDER),
                                false,
                                0,
                                FakeBids.NOW),
                        PASSWORDS.hash(RIGHT));
        return email;
    }

    /** {@code in}, {@code wrong} or {@code throttled}. */
    private static String enter(String email, String password, String address) {
        try {
            logins().enter(email, password, address);
            return "in";
        } catch (BadCredentialsException _) {
            return "wrong";
        } catch (Problem problem) {
            assertThat(problem.code()).isEqualTo(ProblemCode.RATE_LIMITED);
            return "throttled";
        }
    }

    private static void fail(int times, String email, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(enter(email, "wrong", address)).isEqualTo("wrong");
        }
    }

    @Test
    void guessingOneAccountFromOneAddressEndsEvenWithTheRightPassword() {
        String email = account("guessed@example.com");
        fail(3, email, HOME);
        assertThat(enter(email, RIGHT, HOME)).isEqualTo("throttled");
        web.bean(ManualClock.class).advance(Duration.ofMinutes(15));
        assertThat(enter(email, RIGHT, HOME)).isEqualTo("in");
    }

    @Test
    void theOwnerGetsInFromElsewhere() {
        String email = account("owner@example.com");
        fail(3, email, HOME);
        assertThat(enter(email, RIGHT, ELSEWHERE)).isEqualTo("in");
    }

    @Test
    void anUnknownEmailIsThrottledInTheSameWay() {
        fail(3, "unknown@example.com", HOME);
        assertThat(enter("UNKNOWN@example.com", "wrong", HOME)).isEqualTo("throttled");
    }

    @Test
    void oneAddressMayNotTryAllAccounts() {
        for (int i = 0; i < 6; i++) {
            fail(1, "spread%d@example.com".formatted(i), HOME);
        }
        assertThat(enter("spread7@example.com", "wrong", HOME)).isEqualTo("throttled");
        assertThat(enter("spread7@example.com", "wrong", ELSEWHERE)).isEqualTo("wrong");
    }

    @Test
    void manyAddressesMayNotTryOneAccountButItsOwnerStillGetsIn() {
        String email = account("hunted@example.com");
        assertThat(enter(email, RIGHT, HOME)).isEqualTo("in");
        for (int i = 0; i < 8; i++) {
            fail(1, email, "203.0.113." + i);
        }
        assertThat(enter(email, "wrong", ELSEWHERE)).isEqualTo("throttled");
        assertThat(enter(email, RIGHT, HOME)).isEqualTo("in");
    }

    @Test
    void whoeverAsksAgainWhileThrottledWaitsNoLonger() {
        String email = account("impatient@example.com");
        fail(3, email, HOME);
        web.bean(ManualClock.class).advance(Duration.ofMinutes(14));
        for (int i = 0; i < 3; i++) { // as many as would be too many again
            Problem early =
                    catchThrowableOfType(Problem.class, () -> logins().enter(email, RIGHT, HOME));
            assertThat(early.getMessage()).contains("3 failed attempts");
        }
        web.bean(ManualClock.class).advance(Duration.ofMinutes(1));
        assertThat(enter(email, RIGHT, HOME)).isEqualTo("in");
    }

    @Test
    void theRightPasswordForgetsTheFailuresBeforeIt() {
        String email = account("forgetful@example.com");
        fail(2, email, HOME);
        assertThat(enter(email, RIGHT, HOME)).isEqualTo("in");
        fail(2, email, HOME);
        assertThat(enter(email, RIGHT, HOME)).isEqualTo("in");
    }

    @Test
    void guessesAtTheSameTimeCountEachOther() throws Exception {
        String email = account("raced@example.com");
        List<Callable<String>> guesses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            guesses.add(() -> enter(email, "wrong", HOME));
        }
        List<String> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (var guess : threads.invokeAll(guesses)) {
                answers.add(guess.get());
            }
        }
        assertThat(answers).filteredOn("wrong"::equals).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aHashOfYesterdaysStrengthIsReplacedAtLogin() {
        String email = account("upgraded@example.com");
        Logins stronger =
                new Logins(
                        web.bean(Accounts.class),
                        new Passwords(
                                new PasswordProperties(
                                        DataSize.ofMegabytes(1), 2, 4, Duration.ofSeconds(10))),
                        web.bean(LoginAttempts.class),
                        web.bean(AuditLog.class),
                        SETTINGS,
                        web.bean(ManualClock.class));
        stronger.enter(email, RIGHT, HOME);
        assertThat(web.bean(Accounts.class).withPassword(email).orElseThrow().passwordHash())
                .contains("m=1024,t=2");
        stronger.enter(email, RIGHT, HOME);
    }

    @Test
    void oldAttemptsAreForgotten() {
        String email = account("old@example.com");
        enter(email, RIGHT, HOME);
        fail(2, email, ELSEWHERE);
        var retention = new LoginRetention(web.bean(LoginAttempts.class), SETTINGS);
        ManualClock clock = web.bean(ManualClock.class);
        clock.advance(Duration.ofMinutes(16));
        retention.runOnce(clock.instant());
        assertThat(rows()).isEqualTo(1);
        clock.advance(Duration.ofDays(30));
        retention.runOnce(clock.instant());
        assertThat(rows()).isZero();
    }

    private static int rows() {
        return web.bean(JdbcClient.class)
                .sql("select count(*) from web.login_attempt")
                .query(Integer.class)
                .single();
    }
}
