package dev.spotdock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.time.Instant;
import java.util.Map;

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
        Map<String, Object> deposit =
                Map.of(
                        "amount",
                        Map.of("amount", money),
                        "reference",
                        SpotDockClient.newOperation());
        String wallet = "/api/v1/wallets/" + tenant.accountId() + "/deposits";
        assertThat(app.deployment().operator().post(wallet, deposit).status()).isEqualTo(201);
        return tenant;
    }

    static String email(String name) {
        return name + "@example.org";
    }
}
