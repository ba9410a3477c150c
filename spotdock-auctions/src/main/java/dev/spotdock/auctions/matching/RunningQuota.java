package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.bid.LockedBids;
import dev.spotdock.auctions.bid.QuotaProperties;
import dev.spotdock.auctions.matching.engine.MatchPlan.Match;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps an account from having more placed in a pool than its quota. Whoever has as many is not
 * planned for, and waits with the reason {@code QUOTA}. One plan may place several bids of an
 * account, so they are counted again where it is carried out; only the holder of the pool's lease
 * places anything, so that nobody needs to be kept from counting.
 */
@Component
class RunningQuota {

    private final JdbcClient jdbc;
    private final int max;

    RunningQuota(JdbcClient jdbc, QuotaProperties settings) {
        this.jdbc = jdbc;
        this.max = settings.runningBids();
    }

    /**
     * The waiting bids of accounts that have as many placed as they may.
     *
     * @param placed how many each account has placed in the pool
     */
    Set<BidId> hindered(String pool, Map<UUID, Integer> placed) {
        String[] full =
                placed.entrySet().stream()
                        .filter(account -> account.getValue() >= max)
                        .map(account -> account.getKey().toString())
                        .toArray(String[]::new);
        if (full.length == 0) {
            return Set.of();
        }
        Set<BidId> hindered = new HashSet<>();
        jdbc.sql(
                        """
                        select id from auctions.bid
                        where account_id = any(:accounts::uuid[]) and pool = :pool
                          and status = 'SUBMITTED'
                        """)
                .param("accounts", full)
                .param("pool", pool)
                .query(row -> {
                    hindered.add(new BidId(row.getObject("id", UUID.class)));
                });
        return hindered;
    }

    /**
     * Those of the matches for which there is room, the first ones of each account.
     *
     * @param locked has all their bids
     */
    List<Match> within(String pool, List<Match> matches, LockedBids locked) {
        if (matches.isEmpty()) {
            return matches;
        }
        Map<AccountId, Integer> placed = count(pool, matches, locked);
        return matches.stream()
                .filter(match ->
                        placed.merge(locked.accountId(match.bidId()), 1, Integer::sum) <= max)
                .toList();
    }

    private Map<AccountId, Integer> count(String pool, List<Match> matches, LockedBids locked) {
        Map<AccountId, Integer> placed = new HashMap<>();
        jdbc.sql(
                        """
                        select account, (select count(*) from (
                            select from auctions.bid b
                            where b.account_id = account and b.pool = :pool
                              and b.status in ('MATCHED', 'RUNNING')
                            limit :max) counted) as placed
                        from unnest(:accounts::uuid[]) account
                        """)
                .param("pool", pool)
                .param("max", max)
                .param(
                        "accounts",
                        matches.stream()
                                .map(match -> locked.accountId(match.bidId()).toString())
                                .distinct()
                                .toArray(String[]::new))
                .query(row -> {
                    placed.put(
                            new AccountId(row.getObject("account", UUID.class)),
                            row.getInt("placed"));
                });
        return placed;
    }
}
