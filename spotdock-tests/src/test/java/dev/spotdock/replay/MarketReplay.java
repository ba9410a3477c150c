package dev.spotdock.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Replays a cluster's trace on the market and on four baselines, and says how much of the value
 * that was to be had each got, and at the price of how many evictions.
 *
 * <p>Ends with 0, with 2 where files or arguments cannot be used, with 1 where a result cannot be
 * written. {@link Options#USAGE} says what it takes.
 */
final class MarketReplay {

    private MarketReplay() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        try {
            Options options = Options.parse(arguments);
            Trace trace = Trace.read(options.nodes(), options.pods());
            Path curve = options.curve();
            if (curve != null) {
                String csv = Curve.csv(trace, options);
                out.print(csv);
                Files.writeString(curve, csv, StandardCharsets.UTF_8);
            } else {
                report(trace, options, out);
            }
            return 0;
        } catch (BadInput e) {
            err.println(e.getMessage());
            err.print(Options.USAGE);
            return 2;
        } catch (IOException e) {
            err.println("cannot be written: " + e);
            return 1;
        }
    }

    private static void report(Trace trace, Options options, PrintStream out) throws IOException {
        Replay replay = Replay.run(trace, options);
        Report report = new Report(options, replay);
        out.print(report.table());
        Path json = options.json();
        if (json != null) {
            report.writeJson(json);
        }
        Path png = options.png();
        if (png != null) {
            Plot.write(replay.timelines(), png);
        }
    }
}
