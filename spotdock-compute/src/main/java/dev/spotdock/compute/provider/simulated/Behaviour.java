package dev.spotdock.compute.provider.simulated;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated workload does, by its command.
 *
 * @param runTime null: until it is stopped
 * @param exitCode when it ends by itself
 * @param printed its own output
 * @param heedsStop whether it ends at SIGTERM; else it is killed after the stop timeout
 */
record Behaviour(@Nullable Duration runTime, int exitCode, String printed, boolean heedsStop) {

    /** Longest run time and exit code, so that absurd arguments cannot overflow an instant. */
    private static final String NUMBER = "\\d{1,9}";

    private static final Pattern SLEEP = Pattern.compile("\\bsleep (" + NUMBER + ")\\b");

    /**
     * {@code true}, {@code false}, {@code exit N} and {@code echo …} end at once, {@code sleep N}
     * after N seconds, {@code sh -c …} after all the sleeps in its text; {@code stubborn} ignores
     * SIGTERM; anything else runs until it is stopped.
     */
    static Behaviour of(List<String> command) {
        String argument = command.size() == 2 ? command.get(1) : "";
        boolean number = argument.matches(NUMBER);
        return switch (command.isEmpty() ? "" : command.getFirst()) {
            case "true" -> ends(Duration.ZERO, 0, "");
            case "false" -> ends(Duration.ZERO, 1, "");
            case "echo" ->
                    ends(
                            Duration.ZERO,
                            0,
                            String.join(" ", command.subList(1, command.size())) + "\n");
            case "exit" -> number ? ends(Duration.ZERO, exit(argument), "") : runsOn(true);
            case "sleep" ->
                    number
                            ? ends(Duration.ofSeconds(Long.parseLong(argument)), 0, "")
                            : runsOn(true);
            case "sh" -> command.size() == 3 ? ends(sleeps(command.get(2)), 0, "") : runsOn(true);
            case "stubborn" -> runsOn(false);
            default -> runsOn(true);
        };
    }

    private static Duration sleeps(String script) {
        return Duration.ofSeconds(
                SLEEP.matcher(script)
                        .results()
                        .mapToLong(sleep -> Long.parseLong(sleep.group(1)))
                        .sum());
    }

    private static int exit(String number) {
        return Integer.parseInt(number) & 0xff;
    }

    private static Behaviour ends(Duration after, int exitCode, String printed) {
        return new Behaviour(after, exitCode, printed, true);
    }

    private static Behaviour runsOn(boolean heedsStop) {
        return new Behaviour(null, 0, "", heedsStop);
    }
}
