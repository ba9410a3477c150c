package dev.spotdock.bench;

import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Commands;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Many threads that hold, capture, release and deposit on few wallets, one transaction each,
 * against transactions that lock the same wallets and write two rows under the lock: the fastest of
 * runs before and after.
 */
final class WalletBenchmark {

    static final int WALLETS = 20;

    private static final int THREADS = 32;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int WINDOWS_MAX = 24;
    private static final int BARE_WINDOWS_MAX = 8;
    private static final double LIMIT = 0.5;

    private final Installation installation;
    private final List<AccountId> wallets;

    WalletBenchmark(Installation installation) {
        this.installation = installation;
        this.wallets = new ArrayList<>();
        for (int i = 0; i < WALLETS; i++) {
            wallets.add(new AccountId(UUID.randomUUID()));
        }
    }

    Measured run() throws Exception {
        Commands commands = installation.commands();
        try (Connection connection = installation.connect()) {
            BareWallet.createTables(connection, wallets);
        }
        WalletWork.open(commands, wallets);
        ClosedLoop.Run bareBefore = bare();
        Profile profile = Profile.start();
        List<WalletWork> clients = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            clients.add(new WalletWork(commands, wallets, i));
        }
        checkpoint();
        ClosedLoop.Run ours = ClosedLoop.run(clients, WINDOW, WINDOWS_MAX).told("operations");
        Map<String, Object> busy = profile.stop();
        for (WalletWork client : clients) {
            client.finish();
        }
        installation.ledgerHolds();
        ClosedLoop.Run bareAfter = bare();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("threads", THREADS);
        details.put("wallets", WALLETS);
        details.put("postgresql", installation.durability());
        details.put("operations", ours.figures());
        details.put("bareBefore", bareBefore.figures());
        details.put("bareAfter", bareAfter.figures());
        details.put("profile", busy);
        return new Measured(
                "wallet-operations",
                "hold, capture, release, deposit: %d threads, %d wallets"
                        .formatted(THREADS, WALLETS),
                "per second",
                ours.windows().rate(),
                Math.max(bareBefore.windows().rate(), bareAfter.windows().rate()),
                Limit.atLeast(LIMIT),
                details);
    }

    private ClosedLoop.Run bare() throws Exception {
        List<BareWallet> clients = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS; i++) {
                clients.add(new BareWallet(installation.connect(), wallets, i));
            }
            checkpoint();
            return ClosedLoop.run(clients, WINDOW, BARE_WINDOWS_MAX).told("two rows");
        } finally {
            for (BareWallet client : clients) {
                client.close();
            }
        }
    }

    private void checkpoint() throws SQLException {
        try (Connection connection = installation.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }
}
