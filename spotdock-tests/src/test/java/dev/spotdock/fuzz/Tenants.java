package dev.spotdock.fuzz;

import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Instant;

/** Accounts with money of their own. */
final class Tenants {

    private Tenants() {}

    /**
     * A new bidder.
     *
     * @param name of nobody else
     */
    static SpotDockClient add(SpotDockApp app, String name, String money) {
        SpotDockClient tenant = app.newBidder(name, Instant.now());
        app.deployment().deposit(tenant, money);
        return tenant;
    }

    static String email(String name) {
        return name + "@example.org";
    }
}
