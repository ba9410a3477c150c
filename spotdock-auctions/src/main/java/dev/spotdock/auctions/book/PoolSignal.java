package dev.spotdock.auctions.book;

import dev.spotdock.kernel.loop.Waker;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.stereotype.Component;

/**
 * Hears, on every instance, that a book has changed. May be lost: the loop looks by itself five
 * times a second.
 */
@Component
class PoolSignal implements MessageListener {

    static final String CHANNEL = "spotdock:book-changed";

    private final Waker waker;

    PoolSignal(Waker waker) {
        this.waker = waker;
    }

    @Override
    public void onMessage(Message message, byte @Nullable [] pattern) {
        waker.wake("matching");
    }
}
