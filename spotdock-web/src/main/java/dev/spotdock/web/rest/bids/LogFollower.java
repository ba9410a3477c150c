package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.compute.ReadLog;
import dev.spotdock.compute.ReadLog.LogTail;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reads the output of bids' workloads, once or until they end. */
@Component
class LogFollower {

    /** What is kept of an output, and so as much as can be asked for. */
    private static final int BYTES_MAX = 1 << 20;

    private final Ask ask;
    private final InstantSource clock;
    private final LogProperties settings;
    private final Followers followers;
    private final CountDownLatch closing = new CountDownLatch(1);

    LogFollower(Ask ask, InstantSource clock, LogProperties settings) {
        this.ask = ask;
        this.clock = clock;
        this.settings = settings;
        this.followers = new Followers(settings);
    }

    /** The output so far of the bid's latest attempt; empty if there was none. */
    byte[] read(BidDetails bid) {
        return Optional.ofNullable(bid.allocation())
                .flatMap(allocation -> tail(allocation.allocationId()))
                .map(LogTail::bytes)
                .orElse(new byte[0]);
    }

    /**
     * Writes the last lines, then what comes, until the attempt's output is complete, the bid is
     * final, the time is over or the process stops. A waiting bid's first attempt is waited for.
     *
     * @throws Problem {@code rate-limited}, before anything is written, if too many follow already
     * @throws IOException if the reader has gone
     */
    void follow(BidId bidId, AccountId owner, int lines, OutputStream out) throws IOException {
        followers.enter(owner);
        try {
            Instant until = clock.instant().plus(settings.followFor());
            Optional<AllocationId> attempt = awaitAttempt(bidId, owner, until);
            if (attempt.isPresent()) {
                copy(attempt.get(), () -> isOver(bidId, owner), lines, out, until);
            }
        } finally {
            followers.leave(owner);
        }
    }

    private Optional<AllocationId> awaitAttempt(BidId bidId, AccountId owner, Instant until) {
        do {
            BidDetails bid = BidQueryController.find(ask, bidId, owner);
            if (bid.allocation() != null) {
                return Optional.of(bid.allocation().allocationId());
            }
            if (bid.status().isFinal()) {
                return Optional.empty();
            }
        } while (pause(until));
        return Optional.empty();
    }

    private boolean isOver(BidId bidId, AccountId owner) {
        return BidQueryController.find(ask, bidId, owner).status().isFinal();
    }

    private void copy(
            AllocationId attempt,
            BooleanSupplier isOver,
            int lines,
            OutputStream out,
            Instant until)
            throws IOException {
        byte[] seen = new byte[0];
        boolean first = true;
        boolean complete;
        do {
            Optional<LogTail> tail = tail(attempt);
            byte[] now = tail.map(LogTail::bytes).orElse(seen);
            int from = first ? LogWindow.lastLines(now, lines) : LogWindow.newFrom(seen, now);
            out.write(now, from, now.length - from);
            out.flush();
            seen = now;
            first = first && tail.isEmpty();
            // No output is known before the workload is, nor when what was kept has expired.
            complete = tail.map(LogTail::complete).orElseGet(isOver::getAsBoolean);
        } while (!complete && pause(until));
    }

    private Optional<LogTail> tail(AllocationId attempt) {
        return ask.one(new ReadLog(attempt, BYTES_MAX), LogTail.class);
    }

    /** Whether to go on after a pause. */
    private boolean pause(Instant until) {
        try {
            boolean stopping =
                    closing.await(settings.pollEvery().toMillis(), TimeUnit.MILLISECONDS);
            return !stopping && clock.instant().isBefore(until);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Followers must not hold up the process's end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.countDown();
    }
}
