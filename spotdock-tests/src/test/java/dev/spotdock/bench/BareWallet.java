package dev.spotdock.bench;

import dev.spotdock.kernel.id.AccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The least that {@link WalletWork} could cost: a wallet is locked, one row beside it is inserted
 * or updated, and its own; in copies of the product's tables with their indexes and constraints.
 * One connection a client.
 */
final class BareWallet implements ClosedLoop.Client, AutoCloseable {

    private static final List<String> TABLES =
            List.of(
                    "create table bench_wallet (like billing.wallet including all)"
                            + " with (fillfactor = 80)",
                    "create table bench_hold (like billing.hold including all)"
                            + " with (fillfactor = 80)",
                    "create table bench_deposit (like billing.transfer including all)",
                    "alter table bench_hold add foreign key (account_id) references bench_wallet",
                    "alter table bench_deposit add foreign key (wallet_id) references bench_wallet");
    private static final String OPEN =
            "insert into bench_wallet (account_id, balance, opened_at) values (?, 1000000000, now())";
    private static final String LOCK =
            "select balance, held from bench_wallet where account_id = ? for no key update";
    private static final String HOLD =
            "insert into bench_hold (reference, account_id, amount, held_at)"
                    + " values (?, ?, 1000, now())";
    private static final String RESOLVE =
            "update bench_hold set captured = captured + ?, released = released + remaining - ?,"
                    + " state = ? where reference = ? and state = 'pending'";
    private static final String DEPOSIT =
            "insert into bench_deposit (entry_id, debit, credit, amount, kind, at, wallet_id,"
                    + " balance_after) values (?, '00000000-0000-0000-0000-000000000001', ?, 600,"
                    + " 'deposit', now(), ?, ?)";
    private static final String SETTLE =
            "update bench_wallet set balance = balance + ?, held = held + ? where account_id = ?";

    private final Connection connection;
    private final List<AccountId> wallets;
    private final Random random;
    private UUID reference = new UUID(0, 0);
    private UUID holder = reference;
    private int done;

    BareWallet(Connection connection, List<AccountId> wallets, int seed) throws SQLException {
        this.connection = connection;
        this.wallets = wallets;
        this.random = new Random(seed);
        connection.setAutoCommit(false);
    }

    static void createTables(Connection connection, List<AccountId> wallets) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement open = connection.prepareStatement(OPEN)) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            for (AccountId wallet : wallets) {
                open.setObject(1, wallet.value());
                open.executeUpdate();
            }
        }
    }

    @Override
    public void operate() throws SQLException {
        switch (done++ % WalletWork.STEPS) {
            case 0, 2 -> hold();
            case 1 -> resolve(600, "captured");
            case 3 -> resolve(0, "released");
            default -> deposit();
        }
        connection.commit();
    }

    private void hold() throws SQLException {
        holder = any();
        reference = UUID.randomUUID();
        lock(holder);
        write(HOLD, reference, holder);
        write(SETTLE, 0, 1000, holder);
    }

    private void resolve(int captured, String state) throws SQLException {
        lock(holder);
        write(RESOLVE, captured, captured, state, reference);
        write(SETTLE, -captured, -1000, holder);
    }

    private void deposit() throws SQLException {
        UUID wallet = any();
        long balance = lock(wallet);
        write(DEPOSIT, UUID.randomUUID(), wallet, wallet, balance + 600);
        write(SETTLE, 600, 0, wallet);
    }

    private UUID any() {
        return wallets.get(random.nextInt(wallets.size())).value();
    }

    private long lock(UUID wallet) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, wallet);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong("balance");
            }
        }
    }

    private void write(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("no row: " + sql);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
