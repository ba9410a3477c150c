package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of invoices at any commit: each statement yields no row. */
public final class InvoiceChecks {

    private static final Map<String, String> BREACHES = new LinkedHashMap<>();

    static {
        BREACHES.put(
                "numbers count from 1 without a gap",
                """
                select * from (select count(*) as invoices, coalesce(max(number), 0) as highest,
                    (select last from billing.invoice_counter) as counter from billing.invoice) n
                where invoices <> highest or highest <> counter
                """);
        BREACHES.put(
                "an invoice is the sum of its lines",
                """
                select i.number from billing.invoice i
                join lateral (select count(*) as lines,
                        coalesce(sum(charged) filter (where not refund), 0) as usage,
                        coalesce(sum(charged) filter (where refund), 0) as refunds
                    from billing.invoice_line l where l.invoice_id = i.id) s on true
                where i.lines <> s.lines or i.usage <> s.usage or i.refunds <> s.refunds
                """);
        BREACHES.put(
                "what is invoiced and what is not yet, is what allocations were charged",
                """
                select m.allocation_id, m.charged, i.charged as invoiced, o.charged as open
                from billing.meter m
                join billing.wallet w on w.account_id = m.account_id
                cross join lateral (select coalesce(sum(case when refund then -charged
                        else charged end), 0) as charged
                    from billing.invoice_line l where l.allocation_id = m.allocation_id) i
                cross join lateral (select coalesce(sum(case when t.kind = 'refund' then -t.amount
                        else t.amount end), 0) as charged
                    from billing.transfer t
                    join billing.slice s
                        on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
                    where t.allocation_id = m.allocation_id
                        and (s.from_at >= w.invoiced_until or t.position > w.invoiced_through)) o
                where m.charged <> i.charged + o.charged
                """);
        BREACHES.put(
                "nothing before the floor is still to be invoiced",
                """
                select t.position from billing.transfer t
                join billing.wallet w on w.account_id = t.wallet_id
                join billing.slice s
                    on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
                where t.position < w.invoice_floor
                    and (s.from_at >= w.invoiced_until or t.position > w.invoiced_through)
                """);
        BREACHES.put(
                "a line is for its month, or corrects an earlier one",
                """
                select i.number from billing.invoice_line l
                join billing.invoice i on i.id = l.invoice_id
                where l.to_at > i.to_at or (l.from_at < i.from_at and l.to_at > i.from_at)
                """);
        BREACHES.put(
                "a line carries what the time before it left over",
                """
                select l.* from billing.invoice_line l
                where l.carried <> (
                    select mod(coalesce(sum(s.rate * round(extract(epoch from s.to_at - s.from_at)
                        * 1000)), 0), 3600000)
                    from billing.slice s
                    where s.allocation_id = l.allocation_id and s.to_at <= l.from_at
                        and not exists (select from billing.slice cut
                            where cut.allocation_id = s.allocation_id
                                and cut.from_at = s.from_at and cut.slice_no < s.slice_no))
                """);
    }

    private InvoiceChecks() {}

    public static void hold(JdbcClient jdbc) {
        BREACHES.forEach((rule, breaches) ->
                assertThat(jdbc.sql(breaches).query().listOfRows()).as(rule).isEmpty());
    }
}
