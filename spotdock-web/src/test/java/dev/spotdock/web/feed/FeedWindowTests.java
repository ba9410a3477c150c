package dev.spotdock.web.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.spotdock.web.FakeBids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeedWindowTests {

    private final FeedWindow window = new FeedWindow(3);

    private static List<StoredEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(position ->
                        new StoredEvent(
                                position,
                                EventType.PRICE_CHANGED,
                                null,
                                CloudEvent.of(
                                        position,
                                        EventType.PRICE_CHANGED,
                                        new UUID(1, position),
                                        "default",
                                        "default",
                                        FakeBids.NOW,
                                        "{}")))
                .toList();
    }

    private List<Long> after(long position) {
        return window.after(position).orElseThrow().stream().map(StoredEvent::position).toList();
    }

    @Test
    void knowsNothingBeforeItStarted() {
        assertThat(window.after(0)).isEmpty();
        window.startAt(5);
        assertThat(window.after(4)).isEmpty();
        assertThat(after(5)).isEmpty();
        assertThat(window.after(6)).isEmpty();
    }

    @Test
    void keepsTheLatestOnly() {
        window.startAt(5);
        window.add(events(6, 10));
        assertThat(window.after(6)).isEmpty();
        assertThat(after(7)).containsExactly(8L, 9L, 10L);
        assertThat(after(9)).containsExactly(10L);
        assertThat(after(10)).isEmpty();
    }

    @Test
    void takesNoGap() {
        window.startAt(5);
        assertThatIllegalStateException().isThrownBy(() -> window.add(events(7, 7)));
    }

    @Test
    void whoeverWaitsIsWokenByNewsAndByTheEnd() throws InterruptedException {
        window.startAt(5);
        assertThat(window.await(5, Duration.ofMillis(1))).isFalse();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> await(5));
        window.add(events(6, 6));
        assertThat(waiting.join()).isTrue();
        CompletableFuture<Boolean> inVain = CompletableFuture.supplyAsync(() -> await(6));
        window.close();
        assertThat(inVain.join()).isFalse();
        assertThat(window.isClosed()).isTrue();
    }

    private boolean await(long position) {
        try {
            return window.await(position, Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
