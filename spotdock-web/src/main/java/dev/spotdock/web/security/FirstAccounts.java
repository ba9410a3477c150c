package dev.spotdock.web.security;

import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.OpenWallet;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The operator and the demo account; every step can be repeated, at every start. */
@Component
class FirstAccounts {

    static final String OPERATOR = "operator@spotdock.local";
    static final String DEMO = "demo@spotdock.local";

    private static final String KEY_NAME = "bootstrap";
    private static final Money DEMO_MONEY = Money.ofMicros(100 * Money.MICROS_PER_UNIT);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final ApiKeys keys;
    private final Commands commands;
    private final Ids ids;
    private final InstantSource clock;

    FirstAccounts(
            JdbcClient jdbc,
            Accounts accounts,
            ApiKeys keys,
            Commands commands,
            Ids ids,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.keys = keys;
        this.commands = commands;
        this.ids = ids;
        this.clock = clock;
    }

    /** Lets one instance at a time go on, until its transaction ends. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('spotdock-bootstrap', 0))")
                .query((_, _) -> 1)
                .single();
    }

    /** Makes sure there is an operator with the given key; yields a key only if it made one. */
    Optional<String> operator(Optional<KeyText> given) {
        return key(account(OPERATOR, "Operator", Set.of(Role.BIDDER, Role.OPERATOR)), given);
    }

    /** The same for the demo account, which gets 100 units of money when it is made. */
    Optional<String> demo(Optional<KeyText> given) {
        boolean isNew = accounts.byEmail(DEMO).isEmpty();
        AccountId demo = account(DEMO, "Demo", Set.of(Role.BIDDER));
        if (isNew) {
            var deposit = commands.send(new Deposit(demo, DEMO_MONEY, "bootstrap-demo", now()));
            if (deposit instanceof Outcome.Refused<?, ?>(var why)) {
                throw new IllegalStateException("the demo deposit was refused: " + why.message());
            }
        }
        return key(demo, given);
    }

    private AccountId account(String email, String name, Set<Role> roles) {
        AccountId fresh = new AccountId(ids.next());
        if (accounts.add(fresh, email, name, roles, now())) {
            commands.send(new OpenWallet(fresh, now()));
            return fresh;
        }
        return accounts.byEmail(email).orElseThrow();
    }

    private Optional<String> key(AccountId account, Optional<KeyText> given) {
        if (given.isPresent()) {
            keys.put(account, KEY_NAME, given.get(), now());
            keys.revokeOthers(account, KEY_NAME, given.get(), now());
            return Optional.empty();
        }
        return keys.has(account, KEY_NAME)
                ? Optional.empty()
                : Optional.of(keys.issue(account, KEY_NAME, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
