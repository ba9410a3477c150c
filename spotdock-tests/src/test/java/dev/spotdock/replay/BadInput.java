package dev.spotdock.replay;

import java.util.List;

/** The files or the arguments cannot be used; says everything that is wrong at once. */
final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN_MAX = 50;

    BadInput(List<String> problems) {
        super(text(problems));
    }

    private static String text(List<String> problems) {
        String shown = String.join("\n", problems.stream().limit(SHOWN_MAX).toList());
        return problems.size() <= SHOWN_MAX
                ? shown
                : "%s\n… and %d more".formatted(shown, problems.size() - SHOWN_MAX);
    }
}
