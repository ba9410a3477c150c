package dev.spotdock.web.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * How many requests are answered in a while.
 *
 * @param name in the answer's headers
 * @param whose in words, fit for the user
 * @param requests when it is full
 * @param window in which an empty one is full again
 */
record Budget(String name, String whose, int requests, Duration window) {

    BucketConfiguration configuration() {
        return BucketConfiguration.builder()
                .addLimit(
                        Bandwidth.builder()
                                .capacity(requests)
                                .refillGreedy(requests, window)
                                .build())
                .build();
    }

    /** Where an owner's budget is kept; another size is another budget. */
    String key(String owner) {
        return "spotdock:limit:" + name + ":" + requests + "/" + window.toMillis() + ":" + owner;
    }
}
