package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of invoices at any commit, beside the rules of the audit. */
public final class InvoiceChecks {

    /** What the time before a line left over; too dear for an audit of everything. */
    private static final String CARRIED =
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
            """;

    private InvoiceChecks() {}

    public static void hold(JdbcClient jdbc) {
        LedgerChecks.hold(jdbc);
        assertThat(jdbc.sql(CARRIED).query().listOfRows()).as("carried").isEmpty();
    }
}
