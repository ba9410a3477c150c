package dev.spotdock.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * From the instant at which a bid was to be sent over HTTP to the instant at which the database
 * says that it is matched, on a hundred simulated nodes with room for all. Bids are sent by the
 * clock, whatever the answers take: who has to queue for a connection, waits from the intended
 * instant on.
 */
final class MatchedBenchmark {

    private static final double[] RATES = {100, 500};
    private static final double WARM_UP_RATE = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final Duration STEP = Duration.ofSeconds(15);

    private final Installation installation;

    MatchedBenchmark(Installation installation) {
        this.installation = installation;
    }

    List<Measured> run() throws Exception {
        Bidders bidders = Bidders.create(installation);
        offer(bidders, WARM_UP_RATE, WARM_UP);
        List<Measured> all = new ArrayList<>();
        for (double rate : RATES) {
            all.addAll(offer(bidders, rate, STEP));
        }
        installation.invariantsHold();
        return all;
    }

    private List<Measured> offer(Bidders bidders, double rate, Duration time)
            throws IOException, SQLException, InterruptedException {
        try (MatchWatch watch = new MatchWatch(installation.connect())) {
            SteadyLoad load =
                    new SteadyLoad(installation.base(), bidders, LifeBenchmark.BID, watch);
            load.offer(rate, time);
            Sample matched = Sample.of(watch.awaitAll());
            Sample accepted = Sample.of(LongStream.of(load.acceptedNanos()));
            installation.drain(Duration.ofMinutes(2));
            System.out.printf(
                    "offered %.0f/s: accepted %s, matched %s%n",
                    rate, accepted.figures(), matched.figures());
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("offeredPerSecond", rate);
            details.put("accepted", accepted.figures());
            details.put("matched", matched.figures());
            return List.of(
                    measured(rate, 50, matched, details), measured(rate, 99, matched, details));
        }
    }

    private static Measured measured(
            double rate, int percentile, Sample matched, Map<String, Object> details) {
        return new Measured(
                "matched-%.0f-p%d".formatted(rate, percentile),
                "HTTP bid to matched at %.0f/s, p%d".formatted(rate, percentile),
                "ms",
                matched.percentileMillis(percentile),
                null,
                null,
                details);
    }
}
