package dev.spotdock.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.CommandGroup;
import dev.spotdock.kernel.message.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class GroupCommitTests {

    private static final String POISON = "poison";
    private static final String SHY = "shy";

    private final List<Object> handled = new CopyOnWriteArrayList<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CommandBus bus = SimpleCommandBus.builder().build();
    private final CommandDispatch commands =
            new CommandDispatch(
                    DefaultCommandGateway.builder().commandBus(bus).build(),
                    List.of(new Greetings()));
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private record Greet(String name) implements Command<String> {}

    private record GreetAll(List<Greet> greetings) implements Command<List<CommandGroup.Answer>> {}

    private static final class Greetings implements CommandGroup<Greet> {

        @Override
        public Class<?> type() {
            return Greet.class;
        }

        @Override
        public int sizeMax() {
            return 3;
        }

        @Override
        public List<Answer> send(Commands bus, List<Greet> greetings) {
            return bus.send(new GreetAll(greetings));
        }
    }

    @BeforeEach
    void start() {
        bus.subscribe(Greet.class.getName(), message -> greeted((Greet) message.getPayload()));
        bus.subscribe(
                GreetAll.class.getName(), message -> greeted((GreetAll) message.getPayload()));
        commands.start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        callers.close();
        commands.stop();
    }

    /** The first command waits at the gate. */
    private String greeted(Greet greeting) throws InterruptedException {
        handled.add(greeting);
        entered.countDown();
        gate.await();
        return greeting(greeting);
    }

    private List<CommandGroup.Answer> greeted(GreetAll all) throws InterruptedException {
        handled.add(all);
        entered.countDown();
        gate.await();
        List<CommandGroup.Answer> answers = new ArrayList<>();
        for (Greet greeting : all.greetings) {
            answers.add(
                    greeting.name.equals(SHY)
                            ? new CommandGroup.Answer.Alone()
                            : new CommandGroup.Answer.Handled(greeting(greeting)));
        }
        return answers;
    }

    private static String greeting(Greet greeting) {
        if (greeting.name.equals(POISON)) {
            throw new IllegalStateException(POISON);
        }
        return "hello " + greeting.name;
    }

    @Test
    void whatIsSentDuringACommitIsCommittedTogether() throws Exception {
        List<CompletableFuture<String>> answers = greetWhileOneIsCommitted("a", "b", "c", "d");
        gate.countDown();
        answers.forEach(CompletableFuture::join);
        assertThat(handled)
                .extracting(GreetAll.class::cast)
                .extracting(all -> all.greetings.size())
                .as("at most three together")
                .containsExactly(1, 3, 1);
    }

    @Test
    void everybodyGetsTheirOwnAnswer() throws Exception {
        List<CompletableFuture<String>> answers = greetWhileOneIsCommitted("a", "b");
        gate.countDown();
        assertThat(answers)
                .extracting(CompletableFuture::join)
                .containsExactly("hello a", "hello b");
    }

    @Test
    void oneThatFailsDoesNotFailTheOthers() throws Exception {
        List<CompletableFuture<String>> answers = greetWhileOneIsCommitted("a", POISON, "c");
        gate.countDown();
        assertThat(answers.get(0).join()).isEqualTo("hello a");
        assertThat(answers.get(2).join()).isEqualTo("hello c");
        assertThatThrownBy(() -> answers.get(1).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage(POISON);
    }

    @Test
    void oneThatHasToBeSentAloneIs() throws Exception {
        List<CompletableFuture<String>> answers = greetWhileOneIsCommitted("a", SHY);
        gate.countDown();
        assertThat(answers)
                .extracting(CompletableFuture::join)
                .containsExactly("hello a", "hello shy");
        assertThat(handled).filteredOn(Greet.class::isInstance).containsExactly(new Greet(SHY));
    }

    @Test
    void joinsATransactionThatIsUnderWay() {
        gate.countDown();
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThat(commands.send(new Greet("own"))).isEqualTo("hello own");
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(handled).containsExactly(new Greet("own"));
    }

    @Test
    void sendsEachAloneOnceStopped() {
        commands.stop();
        gate.countDown();
        assertThat(commands.send(new Greet("late"))).isEqualTo("hello late");
        assertThat(handled).containsExactly(new Greet("late"));
    }

    @Test
    void nobodyWaitsForEverWhenItStops() throws Exception {
        List<CompletableFuture<String>> answers = greetWhileOneIsCommitted("a", "b");
        commands.stop();
        gate.countDown();
        assertThat(answers)
                .extracting(CompletableFuture::join)
                .containsExactly("hello a", "hello b");
    }

    /** The answers of all but the first, which is being committed until the gate opens. */
    private List<CompletableFuture<String>> greetWhileOneIsCommitted(String... names)
            throws InterruptedException {
        callers.execute(() -> commands.send(new Greet("first")));
        entered.await();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (String name : names) {
            answers.add(
                    CompletableFuture.supplyAsync(() -> commands.send(new Greet(name)), callers));
        }
        while (commands.gathered() < names.length) {
            Thread.onSpinWait();
        }
        return answers;
    }
}
