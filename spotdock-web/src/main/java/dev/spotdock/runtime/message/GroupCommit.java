package dev.spotdock.runtime.message;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.CommandGroup;
import dev.spotdock.kernel.message.CommandGroup.Answer;
import dev.spotdock.kernel.message.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles commands of a group that are sent at the same time in one transaction: while one is being
 * committed, the next ones gather. A command that comes alone waits for nobody.
 */
final class GroupCommit<C extends Command<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final CommandGroup<C> group;
    private final Commands bus;

    /** As long as there are callers, each of which waits for its command. */
    private final BlockingQueue<Waiting<C>> queue = new LinkedBlockingQueue<>();

    private volatile @Nullable Thread committer;

    GroupCommit(CommandGroup<C> group, Commands bus) {
        this.group = group;
        this.bus = bus;
    }

    private record Waiting<C>(C command, CompletableFuture<Answer> answer) {

        void sendAlone() {
            answer.complete(new Answer.Alone());
        }
    }

    boolean takes(Command<?> command) {
        return committer != null && group.type().isInstance(command);
    }

    /** Sends one of its commands with others, and waits until that is committed. */
    @SuppressWarnings("unchecked") // it is of the group's type
    Answer send(Command<?> command) {
        Waiting<C> waiting = new Waiting<>((C) command, new CompletableFuture<>());
        queue.add(waiting);
        if (committer == null && queue.remove(waiting)) {
            waiting.sendAlone();
        }
        return waiting.answer.join();
    }

    /** How many commands wait for the next commit. */
    int gathered() {
        return queue.size();
    }

    private void commitGroups() {
        List<Waiting<C>> next = new ArrayList<>();
        try {
            while (true) {
                next.add(queue.take());
                queue.drainTo(next, group.sizeMax() - 1);
                commit(next);
                next.clear();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("no more commands are handled in groups");
            queue.drainTo(next);
            next.forEach(Waiting::sendAlone);
        }
    }

    /** One bad command must not fail the others: after a failure each is sent alone. */
    private void commit(List<Waiting<C>> together) {
        try {
            List<Answer> answers =
                    group.send(bus, together.stream().map(Waiting::command).toList());
            for (int i = 0; i < together.size(); i++) {
                together.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("a group of {} commands failed, each is sent alone", together.size(), e);
            together.forEach(Waiting::sendAlone);
        }
    }

    void start() {
        committer =
                Thread.ofVirtual()
                        .name("group-commit-" + group.type().getSimpleName())
                        .start(this::commitGroups);
    }

    void stop() {
        Thread running = committer;
        committer = null;
        if (running != null) {
            running.interrupt();
        }
    }
}
