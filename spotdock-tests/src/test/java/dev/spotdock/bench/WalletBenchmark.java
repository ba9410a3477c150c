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
        ClosedLoop.Run ours = told("operations", ClosedLoop.run(clients, WINDOW, WINDOWS_MAX));
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
        details.put("operations", figures(ours));
        details.put("bareBefore", figures(bareBefore));
        details.put("bareAfter", figures(bareAfter));
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
            return told("two rows", ClosedLoop.run(clients, WINDOW, BARE_WINDOWS_MAX));
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

    private static ClosedLoop.Run told(String what, ClosedLoop.Run run) {
        System.out.printf(
                "%s per second: %s%s%n",
                what,
                run.windows().perSecond().stream().map(Math::round).toList(),
                run.windows().steady() ? "" : ", never steady");
        return run;
    }

    private static Map<String, Object> figures(ClosedLoop.Run run) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("perSecond", run.windows().rate());
        figures.put("steady", run.windows().steady());
        figures.put("windows", run.windows().perSecond());
        figures.put("latency", run.latency().figures());
        return figures;
    }
}
