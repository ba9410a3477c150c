package dev.spotdock.bench;

import dev.spotdock.kernel.id.LotId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The script that takes bids on lots, and nothing else; for several threads. */
final class BareLotScript implements AutoCloseable {

    private static final String SCRIPT = "/dev/spotdock/auctions/timed/intake/lua/bid.lua";
    private static final String RETENTION = Long.toString(Duration.ofHours(24).toMillis());

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final String digest;
    private final List<LotId> lots;
    private final AtomicLong turns = new AtomicLong();

    BareLotScript(RedisURI uri, List<LotId> lots) throws IOException {
        this.client = RedisClient.create(uri);
        this.connection = client.connect();
        this.lots = lots;
        try (InputStream text =
                Objects.requireNonNull(BareLotScript.class.getResourceAsStream(SCRIPT))) {
            this.digest =
                    connection
                            .sync()
                            .scriptLoad(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Bids once more than the last one did, on each lot in turn. */
    void bid() {
        long turn = turns.incrementAndGet();
        String lot = "{" + lots.get((int) (turn % lots.size())) + "}:";
        String bidder = new UUID(25, turn % Bidders.ACCOUNTS).toString();
        String key = "bare-" + turn;
        String amount = Long.toString(turn);
        String answer =
                connection
                        .sync()
                        .evalsha(
                                digest,
                                ScriptOutputType.VALUE,
                                new String[] {
                                    lot + "lot",
                                    lot + "bids",
                                    lot + "bidders",
                                    lot + "deposits",
                                    lot + "key:" + bidder + ":" + key
                                },
                                new UUID(26, turn).toString(),
                                bidder,
                                amount,
                                amount,
                                key,
                                RETENTION,
                                "0",
                                "0");
        if (!answer.startsWith("OK|")) {
            throw new IllegalStateException("bid.lua answers " + answer);
        }
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ZERO);
    }
}
