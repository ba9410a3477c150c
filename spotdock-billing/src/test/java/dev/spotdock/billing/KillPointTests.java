package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.History.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A process that dies at a named moment of a charge has charged nothing twice, and once what it had
 * not acknowledged is delivered again, nothing is missing: all that is in the books, and all that
 * was published, is what a life without a death leaves there.
 */
class KillPointTests {

    /** A soak run dies at all of them; here a few, spread over the life. */
    private static final int DEATHS =
            Integer.getInteger("spotdock.test.effort", 1) == 1 ? 3 : Integer.MAX_VALUE;

    private final String url = TestServer.freshDatabase();
    private final List<String> points = new ArrayList<>();

    @Test
    void dyingAnywhereInAChargeChargesNothingTwiceAndNothingNever() throws Exception {
        KillPoints named = new KillPoints(points::add);
        List<String> undisturbed;
        try (BillingWorld world = world(named::around, 1)) {
            undisturbed = undisturbed(world, named);
        }
        assertThat(points).contains("6 pass: after insert billing.transfer");
        assertThat(points).contains("13 StopMeter: after update billing.slice");
        try (BillingWorld survivor = world(UnaryOperator.identity(), 2)) {
            for (int doom : dooms()) {
                long life = doom + 1L;
                int acknowledged = die(life, doom);
                goOn(survivor, life, acknowledged + 1);
                assertThat(new ChargedLife(life).outcome(survivor.jdbc()))
                        .as("killed at %s", points.get(doom))
                        .isEqualTo(undisturbed);
                LedgerChecks.hold(survivor.jdbc());
            }
        }
    }

    private BillingWorld world(UnaryOperator<javax.sql.DataSource> seenThrough, long idSpace) {
        BillingWorld world =
                new BillingWorld(new BillingWorld.Setup(url, Map.of(), 2, seenThrough, idSpace));
        ChargedLife.keepPublished(world);
        return world;
    }

    private static List<String> undisturbed(BillingWorld world, KillPoints points) {
        ChargedLife life = new ChargedLife(0);
        life.history().isPlanned(world);
        List<Step> steps = life.history().steps();
        for (int number = 0; number < steps.size(); number++) {
            points.doing(ChargedLife.name(number, steps.get(number)));
            steps.get(number).reaches(world);
        }
        points.doing(null);
        LedgerChecks.hold(world.jdbc());
        return life.outcome(world.jdbc());
    }

    /** All kill points, or one in each of so many equal parts of the life. */
    private List<Integer> dooms() {
        if (DEATHS >= points.size()) {
            return IntStream.range(0, points.size()).boxed().toList();
        }
        Random random = new Random(points.size());
        int part = points.size() / DEATHS;
        return IntStream.range(0, DEATHS)
                .map(i -> i * part + random.nextInt(part))
                .boxed()
                .toList();
    }

    /** Answers the last step that it acknowledged; -1: none. */
    private int die(long life, int doom) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DoomedProcess.class.getName(),
                                url,
                                Long.toString(life),
                                Integer.toString(doom))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(DoomedProcess.GONE);
        assertThat(output.lines()).contains(points.get(doom));
        return output.lines()
                .filter(line -> line.startsWith(DoomedProcess.ACKNOWLEDGED))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(DoomedProcess.ACKNOWLEDGED.length())))
                .max()
                .orElse(-1);
    }

    /** Delivers what was not acknowledged, the first of it twice: it may have been done. */
    private static void goOn(BillingWorld survivor, long life, int from) {
        History history = new ChargedLife(life).history();
        history.isPlanned(survivor);
        List<Step> rest = history.steps().subList(from, history.steps().size());
        Objects.requireNonNull(rest.getFirst()).reaches(survivor);
        rest.forEach(step -> step.reaches(survivor));
    }
}
