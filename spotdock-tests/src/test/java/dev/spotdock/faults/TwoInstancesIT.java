package dev.spotdock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Backends;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two processes on the same PostgreSQL and Redis; one of them is killed on the way. */
class TwoInstancesIT {

    private static final int BIDS_PER_EFFORT = 200;

    @Test
    void nothingHappensTwice() throws Exception {
        List<String> ids;
        try (SpotDockApp one =
                SpotDockApp.with(
                        "--spotdock.compute.provider=simulated",
                        "--spotdock.compute.simulated.nodes=3")) {
            SpotDockClient first = one.deployment().demo();
            SpotDockProcess two =
                    SpotDockProcess.start(
                            Backends.newFolder("second-"),
                            one.deployment()
                                    .arguments(
                                            "--spotdock.compute.provider=simulated",
                                            "--spotdock.compute.simulated.nodes=3"));
            ids = submit(first, new SpotDockClient(two.base(), first.key()));
            ids.subList(0, ids.size() / 4).forEach(first::awaitFinal);
            two.kill();
            ids.forEach(id -> first.await(id, "COMPLETED"));
            assertThat(ids).doesNotHaveDuplicates();
            one.invariants().hold(ids);
        }
    }

    private static List<String> submit(SpotDockClient first, SpotDockClient second)
            throws ExecutionException, InterruptedException {
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Future<String>> answers =
                    IntStream.range(0, BIDS_PER_EFFORT * Backends.effort())
                            .mapToObj(i ->
                                    clients.submit(
                                            () -> (i % 2 == 0 ? first : second).submit(bid(i))))
                            .toList();
            List<String> ids = new java.util.ArrayList<>();
            for (Future<String> answer : answers) {
                ids.add(answer.get());
            }
            return ids;
        }
    }

    private static BidForm bid(int i) {
        return BidForm.sleeping(Duration.ofSeconds(1 + i % 3))
                .resources("250m", "64Mi")
                .maxPrice("0.0" + (1 + i % 9), "minute");
    }
}
