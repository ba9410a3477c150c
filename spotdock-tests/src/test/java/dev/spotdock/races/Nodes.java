package dev.spotdock.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.util.Map;
import org.awaitility.Awaitility;

/** Simulated nodes of one pool, with room for so many small bids. */
record Nodes(SpotDockApp app, SpotDockClient operator, String pool) {

    static Nodes of(SpotDockApp app, String pool) {
        return new Nodes(app, app.deployment().operator(), pool);
    }

    /** Adds a node, and returns when it is for sale. */
    void open(String name, int bids) {
        assertThat(
                        operator.post(
                                        "/api/v1/nodes",
                                        Map.of(
                                                "name",
                                                name,
                                                "pool",
                                                pool,
                                                "resources",
                                                Map.of(
                                                        "cpu",
                                                        500 * bids + "m",
                                                        "memory",
                                                        64 * bids + "Mi")))
                                .status())
                .isIn(200, 201);
        Awaitility.await("offer of " + name)
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> offers(name) == 1);
    }

    long offers(String name) {
        return app.deployment()
                .database()
                .sql("select count(*) from auctions.offer where node = ? and schedulable")
                .param(name)
                .query(Long.class)
                .single();
    }

    /** Yields the HTTP status. */
    int remove(String name) {
        return operator.delete("/api/v1/nodes/" + name).status();
    }
}
