package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What must be true of the market whatever raced; holds are those of its first instance. */
public final class MarketInvariants {

    private static final Map<String, String> RULES =
            Map.of(
                    "a bid is placed exactly while its latest allocation is live",
                    """
                    select b.id || ' is ' || b.status from auctions.bid b
                    left join auctions.allocation a on a.bid_id = b.id and a.ended_at is null
                    where (b.status in ('MATCHED', 'RUNNING')) <> (a.id is not null)
                       or (a.id is not null and a.id is distinct from b.allocation_id)
                    """,
                    "attempts are counted from 1 without gap",
                    """
                    select b.id || ' counts ' || b.attempts from auctions.bid b
                    left join auctions.allocation a on a.bid_id = b.id
                    group by b.id
                    having b.attempts <> count(a.id) or b.attempts <> coalesce(max(a.attempt), 0)
                    """,
                    "one line of history per version, the last one says how the bid is",
                    """
                    select b.id || ' is ' || b.status || ' at ' || b.version from auctions.bid b
                    left join auctions.bid_transition t on t.bid_id = b.id
                    group by b.id
                    having b.version <> count(t.version) or b.version <> max(t.version)
                        or b.status <> (array_agg(t.status order by t.version desc))[1]
                    """,
                    "nothing happens to a bid that is over",
                    """
                    select bid_id::text from auctions.bid_transition
                    where status in ('COMPLETED', 'EVICTED', 'EXPIRED', 'FAILED', 'CANCELLED')
                    group by bid_id having count(*) > 1
                    """,
                    "what takes capacity takes it of an offer",
                    """
                    select a.id::text from auctions.allocation a where a.ended_at is null
                      and not exists (select from auctions.offer o where o.node = a.node)
                    """,
                    "an allocation has one notice at most that stands",
                    """
                    select allocation_id::text from auctions.eviction_notice
                    where withdrawn_at is null and reason <> 'DISPLACED'
                    group by allocation_id having count(*) > 1
                    """,
                    "a bid is noticed exactly while a notice stands",
                    """
                    select b.id::text from auctions.bid b
                    where b.status in ('MATCHED', 'RUNNING')
                      and (b.evict_deadline is not null) <> exists (
                        select from auctions.eviction_notice n
                        where n.allocation_id = b.allocation_id and n.withdrawn_at is null
                          and n.reason <> 'DISPLACED')
                    """,
                    "nobody is nominated who does not wait",
                    """
                    select n.bid_id::text from auctions.nomination n
                    join auctions.bid b on b.id = n.bid_id
                    where b.status <> 'SUBMITTED' or b.unfunded_at is not null
                    """);

    private final Market market;
    private final List<Market> instances;

    public MarketInvariants(Market market, Market... others) {
        this.market = market;
        this.instances = new ArrayList<>(List.of(others));
        this.instances.addFirst(market);
    }

    /** To be asked when nothing is under way, after a run of matching that had nothing to do. */
    public void hold() {
        market.noNodeIsExceeded();
        List<String> violations = new ArrayList<>();
        RULES.forEach((rule, sql) ->
                market.jdbc()
                        .sql(sql)
                        .query(String.class)
                        .list()
                        .forEach(row -> violations.add(rule + ": " + row)));
        assertThat(violations).as("violated invariants").isEmpty();
        heldIsWhatIsOpen();
        eachMatchIsToldOnce();
        bookIsWhatWaits();
    }

    private void heldIsWhatIsOpen() {
        Set<String> held =
                market.funding().holds.keySet().stream()
                        .map(Object::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(held)
                .as("holds")
                .isEqualTo(
                        ids(
                                "status in ('SUBMITTED', 'MATCHED', 'RUNNING') and reservation_id is null"));
    }

    private void eachMatchIsToldOnce() {
        assertThat(
                        instances.stream()
                                .flatMap(one -> one.events().of(BidMatched.class).stream())
                                .map(BidMatched::allocationId))
                .as("matches")
                .doesNotHaveDuplicates()
                .hasSize((int) market.count("allocation"));
    }

    private void bookIsWhatWaits() {
        instances.forEach(Market::project);
        Set<String> members =
                market.bean(StringRedisTemplate.class).opsForZSet().range("{default}:book", 0, -1);
        assertThat(members).isNotNull();
        Set<String> book =
                members.stream()
                        .map(member -> member.substring(member.indexOf(':') + 1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(book)
                .as("the book in Redis")
                .isEqualTo(
                        ids(
                                "status = 'SUBMITTED' and unfunded_at is null and reservation_id is null"));
    }

    private Set<String> ids(String condition) {
        return new TreeSet<>(
                market.jdbc()
                        .sql("select id::text from auctions.bid where " + condition)
                        .query(String.class)
                        .list());
    }
}
