package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Lets two sides go at the same instant, round after round. Whoever lost gets a head start in the
 * next round, more each time, so that the rounds gather where it is a close thing.
 */
public final class Duel implements AutoCloseable {

    /** Of every race; {@code -Psoak} runs 20 times as many. */
    public static final int ROUNDS = 20 * Integer.getInteger("spotdock.test.effort", 1);

    private static final long SEED = 20261122;
    private static final long STEP_NANOS_MAX = 400_000;
    private static final int DOUBLINGS_MAX = 5;
    private static final long LEAD_NANOS_MAX = 30_000_000;

    private final String name;
    private final Random random = new Random(SEED);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private long leadNanos; // of the left side; negative: of the right
    private boolean leftWonLast;
    private int inARow;
    private int leftWins;
    private int rightWins;

    public Duel(String name) {
        this.name = name;
    }

    /** One round. */
    public interface Round {

        /** Prepares, races, checks, and says who won. */
        boolean leftWins() throws Exception;
    }

    /** Plays all rounds; both sides must have won some. */
    public void play(Round round) throws Exception {
        for (int i : IntStream.range(0, ROUNDS).toArray()) {
            try {
                won(round.leftWins());
            } catch (Exception | AssertionError e) {
                throw new AssertionError("%s, round %d of %d".formatted(name, i + 1, ROUNDS), e);
            }
        }
        System.out.printf("%s: %d to %d%n", name, leftWins, rightWins);
        assertThat(leftWins).as("rounds won by the left side: %s", name).isPositive();
        assertThat(rightWins).as("rounds won by the right side: %s", name).isPositive();
    }

    /** Both at once. */
    public void together(Callable<?> left, Callable<?> right) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> one = threads.submit(() -> run(start, left, -leadNanos));
        Future<?> other = threads.submit(() -> run(start, right, leadNanos));
        one.get(30, TimeUnit.SECONDS);
        other.get(30, TimeUnit.SECONDS);
    }

    private static Object run(CyclicBarrier start, Callable<?> side, long laterNanos)
            throws Exception {
        start.await(10, TimeUnit.SECONDS);
        long from = System.nanoTime();
        while (System.nanoTime() - from < laterNanos) {
            Thread.onSpinWait();
        }
        return side.call();
    }

    private void won(boolean left) {
        inARow = left == leftWonLast ? Math.min(inARow + 1, DOUBLINGS_MAX) : 0;
        leftWonLast = left;
        long step = random.nextLong(STEP_NANOS_MAX) << inARow;
        leadNanos += left ? -step : step;
        leadNanos = Math.clamp(leadNanos, -LEAD_NANOS_MAX, LEAD_NANOS_MAX);
        if (left) {
            leftWins++;
        } else {
            rightWins++;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
