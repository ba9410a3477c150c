package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold in the {@code billing} schema at any commit: each statement yields no row. */
public final class LedgerChecks {

    private static final Map<String, String> BREACHES = new LinkedHashMap<>();

    static {
        BREACHES.put(
                "a wallet's balance is its credits less its debits",
                """
                select w.account_id, w.balance, sum(case when t.credit = w.account_id then t.amount
                    when t.debit = w.account_id then -t.amount else 0 end) as summed
                from billing.wallet w
                left join billing.transfer t on w.account_id in (t.debit, t.credit)
                group by w.account_id, w.balance
                having w.balance <> coalesce(sum(case when t.credit = w.account_id then t.amount
                    when t.debit = w.account_id then -t.amount else 0 end), 0)
                """);
        BREACHES.put(
                "every side of a transfer is a wallet or a platform account",
                """
                select t.position from billing.transfer t
                where not exists (select from billing.wallet w
                        where w.account_id = t.debit
                        union all select from billing.account p where p.id = t.debit)
                    or not exists (select from billing.wallet w
                        where w.account_id = t.credit
                        union all select from billing.account p where p.id = t.credit)
                """);
        BREACHES.put(
                "balances after each transfer chain without a gap",
                """
                select * from (
                    select position, balance_after,
                        case when credit = wallet_id then amount else -amount end as change,
                        coalesce(lag(balance_after)
                            over (partition by wallet_id order by position), 0) as before
                    from billing.transfer) t
                where balance_after <> before + change
                """);
        BREACHES.put(
                "no wallet is negative or holds more than it has",
                "select * from billing.wallet where balance < 0 or held < 0 or held > balance");
        BREACHES.put(
                "what a wallet holds is what its holds have left",
                """
                select w.account_id, w.held from billing.wallet w
                where w.held <> (select coalesce(sum(h.remaining), 0) from billing.hold h
                    where h.account_id = w.account_id)
                """);
        BREACHES.put(
                "a hold was captured by the slices of its bid or by a purchase",
                """
                select h.reference, h.captured from billing.hold h
                where h.captured <> (select coalesce(sum(s.from_hold), 0) from billing.slice s
                    join billing.meter m on m.allocation_id = s.allocation_id
                    where m.bid_id = h.reference and m.account_id = h.account_id)
                + (select coalesce(sum(t.amount), 0) from billing.transfer t
                    where t.reference = h.reference and t.kind = 'purchase'
                        and t.wallet_id = h.account_id)
                """);
        BREACHES.put(
                "each deposit has its transfer",
                """
                select coalesce(d.entry_id, t.entry_id) from billing.deposit d
                full join (select * from billing.transfer where kind = 'deposit') t
                    on t.entry_id = d.entry_id and t.amount = d.amount
                        and t.wallet_id = d.account_id and t.balance_after = d.balance_after
                where d.entry_id is null or t.entry_id is null
                """);
        BREACHES.put(
                "slices that are not voided are contiguous, from the start to where the meter is",
                """
                select * from (
                    select m.allocation_id, m.started_at, m.metered_to, s.from_at, s.to_at,
                        lag(s.to_at) over w as previous_to, lead(s.from_at) over w as next_from
                    from billing.meter m
                    left join billing.slice s
                        on s.allocation_id = m.allocation_id and s.voided_at is null
                    window w as (partition by m.allocation_id order by s.from_at)) s
                where from_at is distinct from coalesce(previous_to,
                        case when metered_to > started_at then started_at end)
                    or to_at is distinct from coalesce(next_from,
                        case when metered_to > started_at then metered_to end)
                """);
        BREACHES.put(
                "each slice's amount is the difference of two cumulative dues",
                """
                select * from (
                    select s.allocation_id, s.slice_no, s.amount, s.accrual,
                        sum(s.accrual) over (partition by s.allocation_id order by s.from_at)
                            as accrued
                    from (select *, rate * round(extract(epoch from to_at - from_at) * 1000)
                            as accrual from billing.slice where voided_at is null) s) s
                where amount <> div(accrued, 3600000) - div(accrued - accrual, 3600000)
                """);
        BREACHES.put(
                "a meter accrued what its slices did",
                """
                select m.allocation_id, m.accrued from billing.meter m
                where m.accrued <> (
                    select coalesce(sum(s.rate * round(extract(epoch from s.to_at - s.from_at)
                        * 1000)), 0)
                    from billing.slice s
                    where s.allocation_id = m.allocation_id and s.voided_at is null)
                """);
        BREACHES.put(
                "no slice crosses a month's end",
                """
                select * from billing.slice
                where date_trunc('month', from_at at time zone 'UTC')
                    <> date_trunc('month', (to_at - interval '1 millisecond') at time zone 'UTC')
                """);
        BREACHES.put(
                "a charge is its slice's, once; a refund reverses a voided slice's charge",
                """
                select s.allocation_id, s.slice_no, s.charged, s.voided_at, c.amount as charge,
                    r.amount as refund
                from billing.slice s
                full join (select * from billing.transfer where kind = 'charge') c
                    on c.allocation_id = s.allocation_id and c.slice_no = s.slice_no
                full join (select * from billing.transfer where kind = 'refund') r
                    on r.allocation_id = s.allocation_id and r.slice_no = s.slice_no
                where s.slice_no is null or s.charged <> coalesce(c.amount, 0)
                    or coalesce(r.amount, 0) <>
                        case when s.voided_at is null then 0 else s.charged end
                """);
        BREACHES.put(
                "a meter's sums are those of its slices",
                """
                select m.allocation_id, m.charged, m.lost, s.charged, s.lost
                from billing.meter m
                cross join lateral (
                    select coalesce(sum(s.charged), 0) as charged, coalesce(sum(s.lost), 0) as lost
                    from billing.slice s
                    where s.allocation_id = m.allocation_id and s.voided_at is null) s
                where m.charged <> s.charged or m.lost <> s.lost
                """);
        BREACHES.put(
                "a bid's charges never exceed its budget",
                """
                select bid_id from billing.meter group by bid_id
                having sum(charged) > min(budget)
                """);
        BREACHES.put(
                "nothing is charged after the end of a meter's money, nothing is lost before it",
                """
                select s.* from billing.slice s
                join billing.meter m on m.allocation_id = s.allocation_id
                where s.charged > 0 and s.from_at >= m.exhausted_at
                    or s.lost > 0 and (m.exhausted_at is null or s.to_at < m.exhausted_at)
                """);
        BREACHES.put(
                "metering will look at every wallet with a running meter",
                """
                select w.account_id from billing.wallet w
                where w.check_at is null and exists (select from billing.meter m
                    where m.account_id = w.account_id and m.ended_at is null)
                """);
    }

    private LedgerChecks() {}

    public static void hold(JdbcClient jdbc) {
        BREACHES.forEach((rule, breaches) ->
                assertThat(jdbc.sql(breaches).query().listOfRows()).as(rule).isEmpty());
    }

    /** Cut slices are never longer than the setting. */
    public static void slicesAtMost(JdbcClient jdbc, Duration longest) {
        assertThat(
                        jdbc.sql(
                                        "select * from billing.slice where to_at - from_at >"
                                                + " :longest * interval '1 millisecond'")
                                .param("longest", longest.toMillis())
                                .query()
                                .listOfRows())
                .isEmpty();
    }
}
