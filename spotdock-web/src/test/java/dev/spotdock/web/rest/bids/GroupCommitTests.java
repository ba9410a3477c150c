package dev.spotdock.web.rest.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitBidBatch;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class GroupCommitTests {

    private static final String POISON = "poison";

    private final HeldCommands commands = new HeldCommands();
    private final GroupCommit bids = new GroupCommit(commands);
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void start() {
        bids.start();
    }

    @AfterEach
    void stop() {
        commands.gate.countDown();
        requests.close();
        bids.stop();
    }

    @Test
    void whatArrivesDuringACommitIsCommittedTogether() throws Exception {
        var answers = submitWhileOneIsCommitted("a", "b", "c");
        commands.gate.countDown();
        for (var answer : answers) {
            answer.join();
        }
        assertThat(commands.sent)
                .extracting(SubmitBidBatch.class::cast)
                .extracting(batch -> batch.bids().stream().map(SubmitBid::pool).sorted().toList())
                .containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void everybodyGetsTheirOwnAnswer() throws Exception {
        var answers = submitWhileOneIsCommitted("a", "b");
        commands.gate.countDown();
        assertThat(answers.stream().map(CompletableFuture::join).map(GroupCommitTests::pool))
                .containsExactly("a", "b");
    }

    @Test
    void oneThatFailsDoesNotFailTheOthers() throws Exception {
        var answers = submitWhileOneIsCommitted("a", POISON, "c");
        commands.gate.countDown();
        assertThat(pool(answers.get(0).join())).isEqualTo("a");
        assertThat(pool(answers.get(2).join())).isEqualTo("c");
        assertThatThrownBy(() -> answers.get(1).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage(POISON);
    }

    @Test
    void joinsATransactionThatIsUnderWay() {
        commands.gate.countDown();
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            bids.submit(bid("own"));
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(commands.sent).singleElement().isInstanceOf(SubmitBid.class);
    }

    @Test
    void submitsEachAloneOnceStopped() {
        bids.stop();
        commands.gate.countDown();
        bids.submit(bid("late"));
        assertThat(commands.sent).singleElement().isInstanceOf(SubmitBid.class);
    }

    /** The answers of all but the first, which is being committed until the gate opens. */
    private List<CompletableFuture<Outcome<BidDetails, BidRejection>>> submitWhileOneIsCommitted(
            String... pools) throws InterruptedException {
        requests.execute(() -> bids.submit(bid("first")));
        commands.entered.await();
        List<CompletableFuture<Outcome<BidDetails, BidRejection>>> answers = new ArrayList<>();
        for (String pool : pools) {
            answers.add(CompletableFuture.supplyAsync(() -> bids.submit(bid(pool)), requests));
        }
        while (bids.gathered() < pools.length) {
            Thread.onSpinWait();
        }
        return answers;
    }

    private static String pool(Outcome<BidDetails, BidRejection> outcome) {
        return outcome instanceof Outcome.Refused<?, BidRejection>(BidRejection.UnknownPool(var n))
                ? n
                : "";
    }

    private static SubmitBid bid(String pool) {
        return new SubmitBid(
                new BidId(UUID.randomUUID()),
                new AccountId(new UUID(0, 1)),
                pool,
                new Resources(1000, 1024, 0),
                new Price(1, Per.HOUR),
                new ContainerSpec("busybox:1.37", List.of(), Map.of()),
                null,
                null,
                OnEviction.REQUEUE,
                null,
                null,
                90,
                null,
                Instant.EPOCH);
    }

    /** Refuses every bid by its pool's name, or throws; the first command waits at the gate. */
    private static final class HeldCommands implements Commands {

        final List<Command<?>> sent = new CopyOnWriteArrayList<>();
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // answers what the two commands answer
        public <R extends @Nullable Object> R send(Command<R> command) {
            sent.add(command);
            entered.countDown();
            await();
            return (R)
                    switch (command) {
                        case SubmitBid bid -> refused(bid);
                        case SubmitBidBatch batch ->
                                batch.bids().stream().map(HeldCommands::refused).toList();
                        default -> throw new IllegalArgumentException(command.toString());
                    };
        }

        private void await() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Outcome<BidDetails, BidRejection> refused(SubmitBid bid) {
            if (bid.pool().equals(POISON)) {
                throw new IllegalStateException(POISON);
            }
            return Outcome.refused(new BidRejection.UnknownPool(bid.pool()));
        }
    }
}
