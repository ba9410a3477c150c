package dev.spotdock.billing.wallet;

import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of {@code billing.wallet}. A wallet's lock also guards its holds, meters and slices:
 * whoever changes any of them takes it first; several wallets by id.
 */
@Component
public class Wallets {

    // Not "for update": rows that refer to a wallet need not wait for its balance.
    private static final String LOCK =
            """
            select account_id, balance, held, low_at from billing.wallet
            where account_id = any(:accounts::uuid[]) order by account_id for no key update
            """;

    private static final String LOCK_PAYERS =
            """
            select account_id, balance, held, low_at from billing.wallet
            where account_id in (
                select unnest(:accounts::uuid[])
                union
                select account_id from billing.hold where reference = any(:references::uuid[]))
            order by account_id for no key update
            """;

    // Longest due first, so that a full batch starves nobody.
    private static final String DUE =
            """
            select w.account_id, (select count(*) from billing.meter m
                where m.account_id = w.account_id and m.ended_at is null) as meters
            from billing.wallet w
            where w.check_at <= :now and abs(mod(uuid_hash(w.account_id), :shares)) = :share
            order by w.check_at limit :limit
            """;

    private static final String LOCK_DUE =
            """
            select account_id, balance, held, low_at from billing.wallet
            where account_id = any(:accounts::uuid[]) and check_at <= :now
            order by account_id for no key update
            """;

    private static final String SETTLE =
            """
            update billing.wallet w
            set balance = w.balance + s.balance, held = w.held + s.held, check_at = s.check_at,
                ends_at = case when s.check_at = 'epoch' then w.ends_at else s.ends_at end,
                low_at = case when s.check_at = 'epoch' then w.low_at else s.low_at end
            from unnest(:account::uuid[], :balance::bigint[], :held::bigint[],
                :check_at::timestamptz[], :ends_at::timestamptz[], :low_at::timestamptz[])
                as s(account_id, balance, held, check_at, ends_at, low_at)
            where w.account_id = s.account_id
                and w.held + s.held between 0 and w.balance + s.balance
            """;

    // Where nothing runs, nothing has to be looked at.
    private static final String CHANGE =
            """
            update billing.wallet w
            set balance = w.balance + c.balance, held = w.held + c.held,
                check_at = case when check_at is not null then timestamptz 'epoch' end,
                low_at = case when c.balance <= 0 then low_at end
            from unnest(:account::uuid[], :balance::bigint[], :held::bigint[])
                as c(account_id, balance, held)
            where w.account_id = c.account_id
                and w.held + c.held between 0 and w.balance + c.balance
            """;

    private final JdbcClient jdbc;

    Wallets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Gives an account a wallet if it has none. */
    void open(AccountId accountId, Instant at) {
        jdbc.sql(
                        """
                        insert into billing.wallet (account_id, opened_at) values (:account, :at)
                        on conflict do nothing
                        """)
                .param("account", accountId.value())
                .param("at", Columns.timestamp(at))
                .update();
    }

    /** One wallet as it was committed last, not locked: for reading only. */
    public Optional<Wallet> find(AccountId accountId) {
        return jdbc.sql(
                        """
                        select account_id, balance, held, low_at from billing.wallet
                        where account_id = :account
                        """)
                .param("account", accountId.value())
                .query((row, number) -> wallet(row))
                .optional();
    }

    /** Locks those wallets of accounts, and of holds, that exist, by id. */
    Map<AccountId, Wallet> lockAll(List<AccountId> accounts, List<UUID> references) {
        return references.isEmpty()
                ? locked(jdbc.sql(LOCK), accounts)
                : locked(payers(LOCK_PAYERS, references), accounts);
    }

    /** The same, of the wallets that nobody else has locked. */
    Map<AccountId, Wallet> tryLockAll(List<AccountId> accounts, List<UUID> references) {
        return locked(payers(LOCK_PAYERS + " skip locked", references), accounts);
    }

    private JdbcClient.StatementSpec payers(String sql, List<UUID> references) {
        return jdbc.sql(sql).param("references", Columns.texts(references, reference -> reference));
    }

    private static Map<AccountId, Wallet> locked(
            JdbcClient.StatementSpec statement, List<AccountId> accounts) {
        return statement
                .param("accounts", Columns.texts(accounts, account -> account))
                .query((row, number) -> wallet(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Wallet::accountId, Function.identity()));
    }

    /** Locks a wallet that must be there. */
    public Wallet lockKnown(AccountId accountId) {
        return Optional.ofNullable(lockAll(List.of(accountId), List.of()).get(accountId))
                .orElseThrow(() -> new IllegalStateException("no wallet of " + accountId));
    }

    /**
     * A part of all wallets, about as large as the others.
     *
     * @param number from 0 to {@code of} - 1
     */
    public record Share(int number, int of) {

        public static final Share ALL = new Share(0, 1);
    }

    /** A wallet, and how many running meters it pays. */
    public record Due(AccountId accountId, int meters) {}

    /**
     * Wallets that metering has to look at, not locked.
     *
     * @param limit at least 1
     */
    public List<Due> due(Share share, Instant now, int limit) {
        return jdbc.sql(DUE)
                .param("share", share.number())
                .param("shares", share.of())
                .param("now", Columns.timestamp(now))
                .param("limit", limit)
                .query((row, number) ->
                        new Due(
                                new AccountId(row.getObject("account_id", UUID.class)),
                                row.getInt("meters")))
                .list();
    }

    /** When the money of the first running bid of all wallets ends; empty if of none. */
    public Optional<Instant> firstEnd() {
        return jdbc.sql(
                        """
                        select ends_at from billing.wallet where ends_at is not null
                        order by ends_at limit 1
                        """)
                .query((row, number) -> Columns.instant(row, "ends_at"))
                .optional();
    }

    /** Locks those of the wallets that metering still has to look at, by id. */
    public List<Wallet> lockDue(List<AccountId> accounts, Instant now) {
        return jdbc.sql(LOCK_DUE)
                .param("accounts", Columns.texts(accounts, account -> account))
                .param("now", Columns.timestamp(now))
                .query((row, number) -> wallet(row))
                .list();
    }

    /** Changes wallets that the caller has locked. */
    public void settle(List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return;
        }
        int rows =
                jdbc.sql(SETTLE)
                        .param("account", Columns.texts(settlements, Settlement::accountId))
                        .param("balance", Columns.longs(settlements, Settlement::balance))
                        .param("held", Columns.longs(settlements, Settlement::held))
                        .param("check_at", Columns.texts(settlements, Settlement::checkAt))
                        .param("ends_at", Columns.texts(settlements, Settlement::endsAt))
                        .param("low_at", Columns.texts(settlements, Settlement::lowAt))
                        .update();
        Columns.expectRows(settlements.size(), rows, "wallets");
    }

    /**
     * Adds to locked wallets' balances and to what is held of them; metering looks at them soon,
     * and warns anew of the end of more money.
     *
     * @param changes each of another wallet
     */
    void change(List<WalletChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        int rows =
                jdbc.sql(CHANGE)
                        .param("account", Columns.texts(changes, WalletChange::accountId))
                        .param("balance", Columns.longs(changes, WalletChange::balance))
                        .param("held", Columns.longs(changes, WalletChange::held))
                        .update();
        Columns.expectRows(changes.size(), rows, "wallets");
    }

    private static Wallet wallet(ResultSet row) throws SQLException {
        return new Wallet(
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getLong("balance"),
                row.getLong("held"),
                Columns.instantOrNull(row, "low_at"));
    }
}
