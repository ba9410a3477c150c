package dev.spotdock.faults;

import static dev.spotdock.harness.SpotDockClient.micros;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Backends;
import dev.spotdock.harness.Installation;
import dev.spotdock.harness.Invariants;
import dev.spotdock.harness.Sales;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import dev.spotdock.harness.SpotDockProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} around the instant at which several lots end, while they are bid on: no bid that
 * was acknowledged is lost, and each lot has the one winner that its bids determine, who pays once.
 * 20 kills with {@code -Psoak}.
 */
class KilledAtTheCloseIT {

    private static final int LOTS = 6;
    private static final int BIDDERS = 3;
    private static final int THREADS = 6;
    private static final int DEPOSIT = 1_000_000;
    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final Duration BIDDING = Duration.ofSeconds(1);

    /** From the end: while bids come in, and until winners have paid. */
    private static final int KILL_FROM_MS = -300;

    private static final int KILL_TO_MS = 900;

    /** Of the lots of {@link Sales}. */
    private static final int STARTING_PRICE = 100;

    private static final int INCREMENT = 10;

    private final Random random = new Random(Backends.seed());
    private final List<String> keys = new ArrayList<>();
    private final long[] spent = new long[BIDDERS];

    /** One request, which may be repeated. */
    private record Offer(String lot, int bidder, int amount, String operation) {

        String path() {
            return "/api/v1/lots/" + lot + "/bids";
        }

        Map<String, ?> body() {
            return Map.of("amount", Map.of("amount", Integer.toString(amount)));
        }
    }

    private record Accepted(Offer offer, int sequence) {}

    @Test
    void everyLotHasItsOneWinnerAndNoBidIsLost() throws Exception {
        try (Installation installation =
                new Installation("hammer", "--spotdock.compute.provider=simulated")) {
            installation.start();
            SpotDockClient operator = installation.deployment().operator();
            SpotDockClient seller = installation.deployment().register("seller");
            Sales.of(seller, operator);
            for (int i = 0; i < BIDDERS; i++) {
                SpotDockClient bidder = installation.deployment().register("bidder-" + i);
                keys.add(bidder.key());
                installation.deployment().deposit(bidder, Integer.toString(DEPOSIT));
            }
            for (int kill = 1; kill <= Backends.effort(); kill++) {
                System.out.printf(
                        "kill %d of %d: %s%n",
                        kill, Backends.effort(), killed(installation, seller.key()));
            }
        }
    }

    /** One auction, one kill, and what came of it. */
    private String killed(Installation installation, String sellerKey) throws Exception {
        SpotDockProcess process = installation.running();
        Sales sales = new Sales(new SpotDockClient(process.base(), sellerKey));
        Instant end =
                Instant.ofEpochMilli(Instant.now().plusSeconds(1).plus(LENGTH).toEpochMilli());
        List<String> lots = opened(sales, end);
        int killAfter = random.nextInt(KILL_FROM_MS, KILL_TO_MS);
        CompletableFuture<Void> killed = at(end.plusMillis(killAfter), process::kill);
        List<Accepted> accepted = new ArrayList<>();
        List<Offer> unanswered = bidUntilKilled(process, lots, end.minus(BIDDING), accepted);
        killed.join();
        int before = accepted.size();

        SpotDockProcess next = installation.start();
        for (Offer offer : unanswered) {
            Answer answer = repeated(next, offer);
            if (answer.status() == 201) {
                accepted.add(accepted(offer, answer));
            } else {
                assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            }
        }
        Sales after = new Sales(new SpotDockClient(next.base(), sellerKey));
        long sold = 0;
        for (String lot : lots) {
            List<Accepted> bids =
                    accepted.stream()
                            .filter(bid -> bid.offer().lot().equals(lot))
                            .sorted(Comparator.comparingInt(Accepted::sequence))
                            .toList();
            boolean isSold = hasItsWinner(after, lot, bids);
            sold += isSold ? 1 : 0;
            hasAllBids(next, lot, bids);
            isToldOnce(installation, lot, isSold);
        }
        everybodyPaidOnce(next);
        new Invariants(installation.deployment(), Set::of).hold();
        return "%d ms from the end, %d bids acknowledged before, %d of %d others accepted, %d lots sold"
                .formatted(killAfter, before, accepted.size() - before, unanswered.size(), sold);
    }

    private static CompletableFuture<Void> at(Instant when, Runnable deed) {
        long millis = Duration.between(Instant.now(), when).toMillis();
        return CompletableFuture.runAsync(
                deed,
                CompletableFuture.delayedExecutor(Math.max(0, millis), TimeUnit.MILLISECONDS));
    }

    private static List<String> opened(Sales sales, Instant end) {
        String auction = sales.auction(end.minus(LENGTH), end);
        List<String> lots = IntStream.range(0, LOTS).mapToObj(_ -> sales.lot(auction)).toList();
        sales.open(auction);
        return lots;
    }

    /** Yields the requests that were not answered. */
    private List<Offer> bidUntilKilled(
            SpotDockProcess process, List<String> lots, Instant from, List<Accepted> accepted)
            throws Exception {
        ConcurrentLinkedQueue<Accepted> answered = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Offer> unanswered = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> bidders = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int bidder = i % BIDDERS;
                Random dice = new Random(random.nextLong());
                bidders.add(
                        threads.submit(() -> {
                            at(from, () -> {}).join();
                            boolean alive = true;
                            while (alive) {
                                Offer offer = offer(dice, lots, bidder);
                                try {
                                    Answer answer = send(process, offer);
                                    if (answer.status() == 201) {
                                        answered.add(accepted(offer, answer));
                                    } else if (answer.status() == 503) {
                                        unanswered.add(offer); // accepted or not
                                    } else {
                                        assertThat(answer.status())
                                                .as(answer.text())
                                                .isEqualTo(409);
                                    }
                                } catch (UncheckedIOException e) {
                                    unanswered.add(offer);
                                    alive = false;
                                }
                            }
                        }));
            }
            for (Future<?> bidder : bidders) {
                bidder.get(60, TimeUnit.SECONDS);
            }
        }
        accepted.addAll(answered);
        return List.copyOf(unanswered);
    }

    private static Offer offer(Random dice, List<String> lots, int bidder) {
        return new Offer(
                lots.get(dice.nextInt(lots.size())),
                bidder,
                STARTING_PRICE - 10 + dice.nextInt(2000),
                SpotDockClient.newOperation());
    }

    private Answer send(SpotDockProcess process, Offer offer) {
        return new SpotDockClient(process.base(), keys.get(offer.bidder()))
                .post(offer.path(), offer.body(), offer.operation());
    }

    /** The same request tells what became of it, as soon as bids can be taken. */
    private Answer repeated(SpotDockProcess process, Offer offer) {
        return Awaitility.await("an answer to " + offer)
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> send(process, offer), answer -> answer.status() != 503);
    }

    private static Accepted accepted(Offer offer, Answer answer) {
        return new Accepted(offer, answer.body().path("sequence").asInt());
    }

    /** Without maxima it is who first bid the most of what was enough at its time. */
    private boolean hasItsWinner(Sales sales, String lot, List<Accepted> bids) {
        Accepted winning = null;
        for (Accepted bid : bids) {
            int required = winning == null ? STARTING_PRICE : winning.offer().amount() + INCREMENT;
            winning = bid.offer().amount() >= required ? bid : winning;
        }
        String wanted = winning == null ? "UNSOLD" : "SETTLED";
        JsonNode ended = sales.await(lot, wanted);
        if (winning == null) {
            return false;
        }
        assertThat(ended.at("/winner/sequence").asInt()).isEqualTo(winning.sequence());
        assertThat(ended.at("/winner/amount/amount").asString())
                .isEqualTo(Integer.toString(winning.offer().amount()));
        spent[winning.offer().bidder()] += winning.offer().amount();
        return true;
    }

    private void hasAllBids(SpotDockProcess process, String lot, List<Accepted> bids) {
        SpotDockClient reader = new SpotDockClient(process.base(), keys.getFirst());
        List<Integer> sequences = new ArrayList<>();
        List<String> amounts = new ArrayList<>();
        String page = "/api/v1/lots/" + lot + "/bids?limit=100";
        String cursor = "";
        do {
            JsonNode listed = reader.get(page + cursor).body();
            for (JsonNode bid : listed.path("items")) {
                sequences.add(bid.path("sequence").asInt());
                amounts.add(bid.at("/amount/amount").asString());
            }
            JsonNode next = listed.path("next");
            cursor = next.isString() ? "&cursor=" + next.asString() : "";
        } while (!cursor.isEmpty());
        assertThat(sequences)
                .as("gapless")
                .isEqualTo(IntStream.rangeClosed(1, sequences.size()).boxed().toList());
        assertThat(bids).as("acknowledged").map(Accepted::sequence).isEqualTo(sequences);
        assertThat(bids).map(bid -> Integer.toString(bid.offer().amount())).isEqualTo(amounts);
    }

    private static void isToldOnce(Installation installation, String lot, boolean isSold) {
        String last = isSold ? "lot.settled" : "lot.unsold";
        Awaitility.await("the feed knows of the end of " + lot)
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> told(installation, lot, last) > 0);
        for (String type : List.of("lot.sold", "lot.settled")) {
            assertThat(told(installation, lot, type)).as(type).isEqualTo(isSold ? 1 : 0);
        }
        assertThat(told(installation, lot, "lot.unsold")).isEqualTo(isSold ? 0 : 1);
    }

    private static long told(Installation installation, String lot, String type) {
        return installation
                .deployment()
                .operator()
                .get("/api/v1/events?limit=1000&types=" + type)
                .body()
                .path("items")
                .valueStream()
                .filter(event -> event.path("subject").asString().equals(lot))
                .count();
    }

    private void everybodyPaidOnce(SpotDockProcess process) {
        for (int i = 0; i < BIDDERS; i++) {
            JsonNode wallet = new SpotDockClient(process.base(), keys.get(i)).wallet();
            assertThat(micros(wallet.path("balance"))).isEqualTo((DEPOSIT - spent[i]) * 1_000_000L);
            assertThat(micros(wallet.path("held"))).isZero();
        }
    }
}
