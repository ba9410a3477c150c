package dev.spotdock.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.FakeBids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPlanTests {

    private static final Instant NOW = FakeBids.NOW;

    private final RetryPlan plan = new RetryPlan(HookSettings.of());

    private Duration pause(int made, double dice, @Nullable Duration asked) {
        return Duration.between(NOW, plan.next(made, NOW, dice, asked).orElseThrow());
    }

    @Test
    void attemptsComeLaterAndLaterAndThenNoMore() {
        List<Duration> pauses = new ArrayList<>();
        for (int made = 0; plan.next(made, NOW, 0, null).isPresent(); made++) {
            pauses.add(pause(made, 0, null));
        }
        assertThat(pauses)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10));
    }

    @Test
    void jitterProlongsByAFifthAtMost() {
        assertThat(pause(1, 0.5, null)).isEqualTo(Duration.ofMillis(5_500));
        assertThat(pause(1, 0.999999, null)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void theReceiverMayAskForLongerNotForShorterNorForEver() {
        assertThat(pause(1, 0, Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(2));
        assertThat(pause(4, 0, Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(30));
        assertThat(pause(1, 0, Duration.ofDays(3650))).isEqualTo(Duration.ofHours(6));
        assertThat(plan.next(8, NOW, 0, Duration.ofMinutes(2))).isEmpty();
    }

    @Test
    void anEndpointIsGivenUpAfterFiveDaysOfFailures() {
        assertThat(plan.isOver(null, NOW)).isFalse();
        assertThat(plan.isOver(NOW.minus(Duration.ofDays(5)).plusMillis(1), NOW)).isFalse();
        assertThat(plan.isOver(NOW.minus(Duration.ofDays(5)), NOW)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 200, PT0.1S, 2",
        "7, 204, PT0.1S, 8",
        "8, 200, PT0.1S, 8",
        "8, 200, PT2S, 1",
        "8, 500, PT0.1S, 1",
        "8, , PT15S, 1"
    })
    void whoIsFastAndFineIsCalledMoreOften(
            int before, @Nullable Integer status, Duration took, int after) {
        assertThat(plan.callsAtOnce(before, new Reply(status, null, "none", took)))
                .isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, false,",
        "204, true, false,",
        "299, true, false,",
        "301, false, false, answered 301: redirects are not followed",
        "307, false, false, answered 307: redirects are not followed",
        "304, false, false, answered 304: redirects are not followed",
        "400, false, false, answered 400",
        "410, false, true, answered 410",
        "429, false, false, answered 429",
        "503, false, false, answered 503",
        ", false, false, broken"
    })
    void anAnswerIsASuccessOrSaysWhyNot(
            @Nullable Integer status, boolean succeeded, boolean gone, @Nullable String why) {
        Reply reply = new Reply(status, null, status == null ? "broken" : null, Duration.ZERO);
        assertThat(reply.succeeded()).isEqualTo(succeeded);
        assertThat(reply.gone()).isEqualTo(gone);
        assertThat(reply.complaint()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                "0 | PT0S",
                "999999999 | PT277777H46M39S",
                "-1 |",
                "9999999999999 |",
                "1.5 |",
                "soon |",
                "|",
                "Fri, 31 Dec 1999 23:59:59 GMT |"
            })
    void aWishToBeLeftAloneIsRead(@Nullable String header, @Nullable Duration pause) {
        assertThat(RetryAfter.of(header, NOW)).isEqualTo(pause);
    }

    @Test
    void orAsADate() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        assertThat(RetryAfter.of("Sun, 22 Nov 2026 12:01:00 GMT", now))
                .isEqualTo(Duration.ofMinutes(1));
    }
}
