package dev.spotdock.process;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what was sent, in order, and answers what it was told to; null otherwise. */
final class RecordingCommands implements Commands {

    private final List<Command<?>> sent = new ArrayList<>();
    private final Map<Class<?>, Object> answers = new HashMap<>();

    void answer(Class<?> command, Object answer) {
        answers.put(command, answer);
    }

    List<Command<?>> sent() {
        return List.copyOf(sent);
    }

    void forget() {
        sent.clear();
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the test gives each command its own answer
    public <R extends @Nullable Object> R send(Command<R> command) {
        sent.add(command);
        return (R) answers.get(command.getClass());
    }
}
