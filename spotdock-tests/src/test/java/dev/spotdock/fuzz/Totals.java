package dev.spotdock.fuzz;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** What the attacks came to, told at the end of the run: one line each. */
public final class Totals implements LauncherSessionListener {

    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    /** A line for the end of the run. */
    static void say(String line) {
        LINES.add(line);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        LINES.forEach(System.out::println);
        LINES.clear();
    }
}
