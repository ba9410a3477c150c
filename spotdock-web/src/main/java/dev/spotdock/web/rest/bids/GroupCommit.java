package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitBidBatch;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Submits bids of requests that arrive together in one transaction: while one is being committed,
 * the next ones gather. A bid that arrives alone waits for nobody.
 */
@Component
class GroupCommit implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final Commands commands;

    /** As long as there are requests in flight, which the server bounds. */
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();

    private volatile @Nullable Thread committer;

    GroupCommit(Commands commands) {
        this.commands = commands;
    }

    /** A bid and what became of it: its outcome, or nothing if it has to try alone. */
    private record Waiting(SubmitBid bid, CompletableFuture<Attempt> done) {}

    private record Attempt(@Nullable Outcome<BidDetails, BidRejection> outcome) {}

    /**
     * Submits a bid and waits until that is committed; in the caller's transaction if it has one.
     *
     * @throws RuntimeException as {@link Commands#send}; other bids are not affected
     */
    Outcome<BidDetails, BidRejection> submit(SubmitBid bid) {
        if (committer == null || TransactionSynchronizationManager.isActualTransactionActive()) {
            return commands.send(bid);
        }
        Waiting waiting = new Waiting(bid, new CompletableFuture<>());
        queue.add(waiting);
        var outcome = waiting.done.join().outcome();
        return outcome == null ? commands.send(bid) : outcome;
    }

    /** How many bids wait for the next commit. */
    int gathered() {
        return queue.size();
    }

    private void commitGroups() {
        List<Waiting> group = new ArrayList<>();
        try {
            while (true) {
                group.add(queue.take());
                queue.drainTo(group, SubmitBidBatch.SIZE_MAX - 1);
                commit(group);
                group.clear();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("no more bids are taken in groups");
        }
    }

    /** One bad bid must not fail the others: after a failure each tries on its own thread. */
    private void commit(List<Waiting> group) {
        try {
            List<Outcome<BidDetails, BidRejection>> outcomes =
                    commands.send(new SubmitBidBatch(group.stream().map(Waiting::bid).toList()));
            for (int i = 0; i < group.size(); i++) {
                group.get(i).done.complete(new Attempt(outcomes.get(i)));
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("a group of {} bids failed, each tries alone", group.size(), e);
            group.forEach(waiting -> waiting.done.complete(new Attempt(null)));
        }
    }

    @Override
    public void start() {
        committer = Thread.ofVirtual().name("group-commit").start(this::commitGroups);
    }

    @Override
    public void stop() {
        Thread running = committer;
        committer = null;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Stops after the web server has answered its last request, and before the database. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return committer != null;
    }
}
