package dev.spotdock.web.rest.events;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.feed.FeedReader;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Bounds how many wait for events at a time, on this instance: long-polling requests, streams and
 * sockets together.
 */
@Component
class FeedSeats {

    private final StreamProperties settings;
    private final Semaphore all;
    private final Map<AccountId, Integer> byAccount = new ConcurrentHashMap<>();

    FeedSeats(StreamProperties settings, MeterRegistry meters) {
        this.settings = settings;
        this.all = new Semaphore(settings.readersLimit());
        meters.gauge(
                "spotdock.events.readers",
                all,
                s -> settings.readersLimit() - s.availablePermits());
    }

    int occupied() {
        return settings.readersLimit() - all.availablePermits();
    }

    static FeedReader reader(Caller caller) {
        return new FeedReader(
                caller.accountId(), caller.roles().contains(Role.PARTNER), caller.isOperator());
    }

    /**
     * Does something that takes a while.
     *
     * @throws Problem {@code rate-limited}, before it is begun, if too many do already
     */
    void taken(AccountId account, Runnable work) {
        taken(
                account,
                () -> {
                    work.run();
                    return true;
                });
    }

    /**
     * Does something that takes a while.
     *
     * @throws Problem {@code rate-limited}, before it is begun, if too many do already
     */
    <T> T taken(AccountId account, Supplier<T> work) {
        sitDown(account);
        try {
            return work.get();
        } finally {
            standUp(account);
        }
    }

    private void sitDown(AccountId account) {
        int own = byAccount.merge(account, 1, Integer::sum);
        if (own > settings.readersPerAccount()) {
            leave(account);
            throw tooMany(
                    "the account reads events %d times at once already, which is the limit: close one, or wait for one to end"
                            .formatted(settings.readersPerAccount()),
                    settings.readersPerAccount());
        }
        if (!all.tryAcquire()) {
            leave(account);
            throw tooMany(
                    "too many read events at once; try again, or poll without \"wait\"",
                    settings.readersLimit());
        }
    }

    private void standUp(AccountId account) {
        all.release();
        leave(account);
    }

    private void leave(AccountId account) {
        byAccount.computeIfPresent(account, (_, seats) -> seats == 1 ? null : seats - 1);
    }

    private static Problem tooMany(String detail, int limit) {
        return Problem.of(ProblemCode.RATE_LIMITED, detail)
                .with("limit", limit)
                .header("Retry-After", "5");
    }
}
