package dev.spotdock.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.rest.PriceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FeedTableTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final AccountId ANNA = new AccountId(new UUID(0x7000, 1));
    private static final AccountId BERT = new AccountId(new UUID(0x7000, 2));
    private static final List<String> ALL =
            List.of("price.changed", "wallet.exhausted", "node.removed");

    /** One for all tests: no two of them tell the same event. */
    private static final Random RANDOM = new Random(1);

    private final FeedTable table = web.bean(FeedTable.class);
    private long start;

    @BeforeEach
    void rememberWhereItStarts() {
        start = table.head().position();
    }

    private PublicEvent event(EventType type, @Nullable AccountId owner) {
        PriceView price = new PriceView("0.01", "USD", "slot-hour");
        UUID id = new UUID(RANDOM.nextLong(), RANDOM.nextLong());
        return new PublicEvent(
                id,
                type,
                "default",
                "default",
                owner,
                FakeBids.NOW,
                new MarketEventData.Price("default", price, null));
    }

    private PublicEvent publicEvent() {
        return event(EventType.PRICE_CHANGED, null);
    }

    private void append(List<PublicEvent> events, Instant at) {
        web.bean(Transactions.class)
                .inTransaction(() -> {
                    table.append(events, at);
                    return true;
                });
    }

    private List<StoredEvent> seenBy(FeedReader reader) {
        return table.read(reader, ALL, start, table.head().position(), 1_000);
    }

    @Test
    void positionsAreGaplessAndInTheGivenOrder() {
        List<PublicEvent> events = List.of(publicEvent(), publicEvent(), publicEvent());
        append(events, FakeBids.NOW);
        assertThat(table.readAll(start, 10))
                .extracting(event -> event.told().id())
                .containsExactlyElementsOf(events.stream().map(PublicEvent::id).toList());
        assertThat(table.readAll(start, 10))
                .extracting(StoredEvent::position)
                .containsExactly(start + 1, start + 2, start + 3);
    }

    @Test
    void whatIsKnownIsNotToldTwice() {
        PublicEvent again = publicEvent();
        append(List.of(again), FakeBids.NOW);
        PublicEvent fresh = publicEvent();
        append(List.of(again, fresh), FakeBids.NOW);
        assertThat(table.readAll(start, 10))
                .extracting(event -> event.told().id())
                .containsExactly(again.id(), fresh.id());
        assertThat(table.head().position()).isEqualTo(start + 2);
    }

    @Test
    void everybodySeesWhatIsHisOrEverybodys() {
        PublicEvent all = publicEvent();
        PublicEvent annas = event(EventType.WALLET_EXHAUSTED, ANNA);
        PublicEvent berts = event(EventType.WALLET_EXHAUSTED, BERT);
        PublicEvent operators = event(EventType.NODE_REMOVED, null);
        append(List.of(all, annas, berts, operators), FakeBids.NOW);
        assertThat(seenBy(new FeedReader(ANNA, false, false)))
                .extracting(event -> event.told().id())
                .containsExactly(all.id(), annas.id());
        assertThat(seenBy(new FeedReader(BERT, true, false)))
                .extracting(event -> event.told().id())
                .containsExactly(all.id(), berts.id());
        assertThat(seenBy(new FeedReader(ANNA, false, true)))
                .extracting(event -> event.told().id())
                .containsExactly(all.id(), annas.id(), berts.id(), operators.id());
    }

    @Test
    void theTableAndTheWindowShowTheSame() {
        append(
                List.of(
                        publicEvent(),
                        event(EventType.WALLET_EXHAUSTED, ANNA),
                        event(EventType.WALLET_EXHAUSTED, BERT),
                        event(EventType.NODE_REMOVED, null)),
                FakeBids.NOW);
        for (FeedReader reader :
                List.of(
                        new FeedReader(ANNA, false, false),
                        new FeedReader(BERT, true, false),
                        new FeedReader(ANNA, false, true))) {
            assertThat(table.readAll(start, 10).stream().filter(event -> event.visibleTo(reader)))
                    .extracting(StoredEvent::json)
                    .containsExactlyElementsOf(
                            seenBy(reader).stream().map(StoredEvent::json).toList());
        }
    }

    @Test
    void readersNeverSeeAGapWhileHundredsOfTransactionsOverlap() {
        int writers = 8;
        int each = 40;
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<List<Long>>> readers =
                    IntStream.range(0, 4)
                            .mapToObj(_ ->
                                    CompletableFuture.supplyAsync(() -> readUntil(done), threads))
                            .toList();
            CompletableFuture<?>[] writing =
                    IntStream.range(0, writers)
                            .mapToObj(writer ->
                                    CompletableFuture.runAsync(
                                            () -> write(new Random(writer), each), threads))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(writing).join();
            done.set(true);
            long end = table.head().position();
            for (CompletableFuture<List<Long>> reader : readers) {
                assertThat(reader.join())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(start + 1, end).boxed().toList());
            }
        }
    }

    /** Some of the transactions are rolled back: their positions are given to others. */
    private void write(Random dice, int times) {
        for (int i = 0; i < times; i++) {
            List<PublicEvent> events =
                    IntStream.rangeClosed(0, dice.nextInt(4))
                            .mapToObj(_ ->
                                    new PublicEvent(
                                            new UUID(dice.nextLong(), dice.nextLong()),
                                            EventType.PRICE_CHANGED,
                                            "default",
                                            "default",
                                            null,
                                            FakeBids.NOW,
                                            new MarketEventData.NodeGone("n", "default")))
                            .toList();
            boolean fails = dice.nextInt(5) == 0;
            try {
                web.bean(Transactions.class)
                        .inTransaction(() -> {
                            table.append(events, FakeBids.NOW);
                            if (fails) {
                                throw new IllegalStateException("on purpose");
                            }
                            return true;
                        });
            } catch (IllegalStateException onPurpose) {
                assertThat(fails).isTrue();
            }
        }
    }

    private List<Long> readUntil(AtomicBoolean done) {
        List<Long> seen = new ArrayList<>();
        long position = start;
        boolean more = true;
        while (more) {
            more = !done.get();
            List<StoredEvent> found = table.readAll(position, 7);
            found.forEach(event -> seen.add(event.position()));
            position = found.isEmpty() ? position : found.getLast().position();
            more = more || !found.isEmpty();
        }
        return seen;
    }

    @Test
    void recordingTimesNeverGoBackAndTellWhereToBegin() {
        append(List.of(publicEvent()), FakeBids.NOW.plusSeconds(10));
        append(List.of(publicEvent()), FakeBids.NOW); // a clock that is behind
        append(List.of(publicEvent()), FakeBids.NOW.plusSeconds(20));
        assertThat(table.before(FakeBids.NOW.plusSeconds(11))).contains(start + 2);
        assertThat(table.before(FakeBids.NOW.plusSeconds(10))).contains(start);
        assertThat(table.before(FakeBids.NOW.plusSeconds(21))).isEmpty();
        forgetAll();
    }

    @Test
    void oldEventsGoInBatchesAndTheHeadRemembers() {
        forgetAll();
        append(List.of(publicEvent(), publicEvent(), publicEvent()), FakeBids.NOW);
        append(List.of(publicEvent()), FakeBids.NOW.plusSeconds(60));
        Instant until = FakeBids.NOW.plusSeconds(30);
        assertThat(table.removeBefore(until, 2)).isEqualTo(2);
        assertThat(table.head().removedUntil()).isEqualTo(start + 2);
        assertThat(table.removeBefore(until, 2)).isEqualTo(1);
        assertThat(table.removeBefore(until, 2)).isZero();
        assertThat(table.head()).isEqualTo(new FeedHead(start + 4, start + 3));
        forgetAll();
    }

    /** Others' events must not make this test's times later. */
    private void forgetAll() {
        table.removeBefore(Instant.parse("9999-01-01T00:00:00Z"), 100_000);
    }
}
