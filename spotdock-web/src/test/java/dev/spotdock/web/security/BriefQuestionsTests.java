package dev.spotdock.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;

class BriefQuestionsTests {

    private static final SecurityProperties SETTINGS =
            new SecurityProperties(
                    true,
                    Duration.ofSeconds(5),
                    100,
                    50,
                    Duration.ofMinutes(15),
                    Duration.ofMillis(100));

    private final AtomicInteger asked = new AtomicInteger();
    private boolean answers = true;

    private final BriefQuestions questions =
            new BriefQuestions(
                    () -> answers ? Optional.of(Instant.EPOCH) : Optional.empty(), SETTINGS);

    @Test
    void anAnswerInTimeIsTheAnswer() {
        assertThat(questions.ask(true, asked::incrementAndGet)).isEqualTo(1);
        assertThatThrownBy(() -> questions.ask(true, BriefQuestionsTests::fail))
                .isInstanceOf(DuplicateKeyException.class);
    }

    private static String fail() {
        throw new DuplicateKeyException("on purpose");
    }

    @Test
    void whoGetsNoneGoesOnAndLeavesNobodyWaiting() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        long began = System.nanoTime();
        assertThatThrownBy(() -> questions.ask(true, () -> hang(interrupted)))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    /** As a pool without a free connection does. */
    private static boolean hang(CompletableFuture<Boolean> interrupted) {
        try {
            return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            return interrupted.complete(true);
        }
    }

    @Test
    void whileItIsKnownToBeAwayNobodyAsks() {
        answers = false;
        assertThatThrownBy(() -> questions.ask(true, asked::incrementAndGet))
                .isInstanceOf(DataAccessException.class);
        assertThat(asked).hasValue(0);
        assertThat(questions.ask(false, asked::incrementAndGet)).isEqualTo(1);
    }
}
