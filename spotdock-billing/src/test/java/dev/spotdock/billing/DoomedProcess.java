package dev.spotdock.billing;

import dev.spotdock.billing.History.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of its own that lives a {@link ChargedLife} on somebody else's PostgreSQL until it
 * reaches a kill point, and is gone without a word: no hook, no rollback, no goodbye.
 */
final class DoomedProcess {

    static final String ACKNOWLEDGED = "acknowledged ";
    static final int GONE = 137;

    private DoomedProcess() {}

    /**
     * Prints the number of each step that came back.
     *
     * @param arguments the database's address; the life; the number of the kill point, from 0
     */
    public static void main(String[] arguments) {
        long life = Long.parseLong(arguments[1]);
        int doom = Integer.parseInt(arguments[2]);
        AtomicInteger reached = new AtomicInteger();
        KillPoints points =
                new KillPoints(point -> {
                    if (reached.getAndIncrement() == doom) {
                        System.out.println(point);
                        System.out.flush();
                        Runtime.getRuntime().halt(GONE);
                    }
                });
        BillingWorld world =
                new BillingWorld(
                        new BillingWorld.Setup(
                                arguments[0], Map.of(), 2, points::around, 1_000 + life));
        ChargedLife.keepPublished(world);
        History history = new ChargedLife(life).history();
        history.isPlanned(world);
        List<Step> steps = history.steps();
        for (int number = 0; number < steps.size(); number++) {
            points.doing(ChargedLife.name(number, steps.get(number)));
            steps.get(number).reaches(world);
            points.doing(null);
            System.out.println(ACKNOWLEDGED + number);
        }
        throw new IllegalStateException("there is no kill point " + doom);
    }
}
