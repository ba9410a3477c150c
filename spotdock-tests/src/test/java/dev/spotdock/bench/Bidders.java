package dev.spotdock.bench;

import dev.spotdock.bench.KeepAliveClient.Answer;
import dev.spotdock.harness.Deployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Accounts with a key and money each: made by SQL, as registering is not what is measured. */
record Bidders(List<String> keys) {

    static final int ACCOUNTS = 100;

    private static final String ACCOUNT =
            "insert into web.account (id, email, name, roles, created_at)"
                    + " values (?, ?, 'bench', array['bidder'], now())";
    private static final String KEY =
            "insert into web.api_key (id, account_id, name, prefix, hash, created_at)"
                    + " values (?, ?, 'bench', ?, ?, now())";

    private static final String WALLET =
            "insert into billing.wallet (account_id, opened_at) values (?, now())";

    Bidders {
        keys = List.copyOf(keys);
    }

    /** Deposits go through the API, so that the books balance. */
    static Bidders create(Installation installation) throws SQLException, IOException {
        List<String> keys = new ArrayList<>();
        try (Connection connection = installation.connect();
                PreparedStatement accounts = connection.prepareStatement(ACCOUNT);
                PreparedStatement apiKeys = connection.prepareStatement(KEY);
                PreparedStatement wallets = connection.prepareStatement(WALLET);
                KeepAliveClient operator = new KeepAliveClient(installation.base())) {
            for (int i = 0; i < ACCOUNTS; i++) {
                UUID account = UUID.randomUUID();
                String prefix = String.format("%012x", i);
                String key =
                        "sdk_%s_%s"
                                .formatted(prefix, ("bench" + i + "x".repeat(43)).substring(0, 43));
                accounts.setObject(1, account);
                accounts.setString(2, "bench-" + i + "@example.com");
                accounts.executeUpdate();
                apiKeys.setObject(1, UUID.randomUUID());
                apiKeys.setObject(2, account);
                apiKeys.setString(3, prefix);
                apiKeys.setBytes(4, sha256(key));
                apiKeys.executeUpdate();
                wallets.setObject(1, account);
                wallets.executeUpdate();
                deposit(operator, account);
                keys.add(key);
            }
        }
        return new Bidders(keys);
    }

    /** The key of the nth request: every account in turn. */
    String key(long n) {
        return keys.get((int) (n % keys.size()));
    }

    private static void deposit(KeepAliveClient operator, UUID account) throws IOException {
        Answer answer =
                operator.post(
                        Deployment.OPERATOR_KEY,
                        "/api/v1/wallets/" + account + "/deposits",
                        "{\"amount\": {\"amount\": \"1000\", \"currency\": \"USD\"},"
                                + " \"reference\": \"bench-"
                                + account
                                + "\"}");
        if (answer.status() != 201) {
            throw new IllegalStateException("deposit: " + answer);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
