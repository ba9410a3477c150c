package dev.spotdock.auctions.bid;

import dev.spotdock.kernel.id.AccountId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts accounts' open bids against their quota. Whoever counts keeps others from counting the
 * same account until the transaction ends: bids that are sent at once cannot all see the last place
 * free. Taken before any other lock.
 */
@Component
class OpenBids {

    // In order, so that two batches never wait for each other.
    private static final String LOCK =
            """
            select pg_advisory_xact_lock(key) from (
                select distinct hashtextextended('open-bids/' || account, 0) as key
                from unnest(:accounts::text[]) account order by key) ordered
            """;

    // A statement of its own: it sees what was committed while the lock was waited for.
    private static final String COUNT =
            """
            select account, (select count(*) from (
                select from auctions.bid b
                where b.account_id = account and b.status in ('SUBMITTED', 'MATCHED', 'RUNNING')
                limit :max) open) as open
            from unnest(:accounts::uuid[]) account
            """;

    private final JdbcClient jdbc;
    private final int max;

    OpenBids(JdbcClient jdbc, QuotaProperties settings) {
        this.jdbc = jdbc;
        this.max = settings.openBids();
    }

    int max() {
        return max;
    }

    /** Those of the drafts for which there is room, the first ones of each account. */
    List<Draft> withinQuota(List<Draft> drafts) {
        Set<String> accounts = new HashSet<>();
        drafts.forEach(draft -> accounts.add(draft.command().accountId().toString()));
        if (accounts.isEmpty()) {
            return drafts;
        }
        Map<AccountId, Integer> open = count(accounts);
        return drafts.stream()
                .filter(draft -> open.merge(draft.command().accountId(), 1, Integer::sum) <= max)
                .toList();
    }

    private Map<AccountId, Integer> count(Collection<String> accounts) {
        String[] ids = accounts.toArray(String[]::new);
        jdbc.sql(LOCK).param("accounts", ids).query((_, _) -> true).list();
        Map<AccountId, Integer> open = new HashMap<>();
        jdbc.sql(COUNT)
                .param("accounts", ids)
                .param("max", max)
                .query(row -> {
                    open.put(
                            new AccountId(row.getObject("account", UUID.class)),
                            row.getInt("open"));
                });
        return open;
    }
}
