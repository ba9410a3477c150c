package dev.spotdock.web.security;

import dev.spotdock.kernel.message.DatabasePulse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Questions to PostgreSQL of a call that goes on without an answer: it waits for one no longer than
 * a moment, not for the pool of connections, and not at all while PostgreSQL is known to be away.
 */
@Component
class BriefQuestions {

    private final DatabasePulse pulse;
    private final Duration within;

    BriefQuestions(DatabasePulse pulse, SecurityProperties settings) {
        this.pulse = pulse;
        this.within = settings.answerWithin();
    }

    /**
     * Asks, outside any transaction.
     *
     * @param brief false: waits as long as it takes, on this thread
     * @throws DataAccessResourceFailureException if there was no answer in time
     */
    <T> T ask(boolean brief, Supplier<T> question) {
        return brief ? ask(question) : question.get();
    }

    private <T> T ask(Supplier<T> question) {
        if (!pulse.answers()) {
            throw new DataAccessResourceFailureException("PostgreSQL does not answer");
        }
        FutureTask<T> answer = new FutureTask<>(question::get);
        Thread.ofVirtual().name("brief-question").start(answer);
        try {
            return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DataAccessResourceFailureException(
                    "PostgreSQL did not answer within " + within, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataAccessResourceFailureException("the process stops", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        } finally {
            // Whoever still waits gives its place, and its connection, back.
            answer.cancel(true);
        }
    }
}
