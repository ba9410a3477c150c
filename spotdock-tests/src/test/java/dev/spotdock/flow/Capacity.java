package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.util.Map;

/** Adds simulated nodes to a pool that has none, so that a test decides when there is room. */
final class Capacity {

    private final SpotDockClient operator;
    private final String pool;

    private Capacity(SpotDockClient operator, String pool) {
        this.operator = operator;
        this.pool = pool;
    }

    static Capacity of(SpotDockApp app, String pool) {
        return new Capacity(app.deployment().operator(), pool);
    }

    /** Adds a node; one of that name may be there already. */
    void open(String name, String cpu, String memory) {
        int status =
                operator.post(
                                "/api/v1/nodes",
                                Map.of(
                                        "name",
                                        name,
                                        "pool",
                                        pool,
                                        "resources",
                                        Map.of("cpu", cpu, "memory", memory)))
                        .status();
        assertThat(status).isIn(200, 201, 409);
    }
}
