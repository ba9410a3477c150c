package dev.spotdock.billing.invoice;

import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A month's lines, made of slices and the journal by one statement.
 *
 * @param floor no earlier position belongs to the month
 * @param through charges and refunds of earlier months belong to it beyond this position
 * @param last nor does a later position
 */
record MonthLines(
        AccountId accountId, Instant start, Instant end, long floor, long through, long last) {

    /**
     * booked: the charges and refunds of the month. timed: all slices of their allocations; one
     * that shortens another after a late end has its start, and a later number. before: what the
     * allocation's time before had accrued when the slice was made. parts: what is charged here,
     * what costs nothing but lies between, what is refunded here; again: what shortened another and
     * was voided like it. runs: consecutive slices of one rate, cut where the money ended and where
     * corrections of earlier months end.
     */
    static final String SQL =
            """
            select bid_id, allocation_id, min(from_at) as from_at, min(slice_no) as slice_no,
                refund, voided and not refund as reversed, max(to_at) as to_at, min(rate) as rate,
                mod(min(before), 3600000)::int as carried,
                sum(amount)::bigint as amount, sum(charged)::bigint as charged
            from (
                select *, count(*) filter (where starts) over w as run
                from (
                    select *, lag(to_at) over w is distinct from from_at
                        or lag(rate) over w <> rate
                        or (lag(lost) over w > 0) <> (lost > 0)
                        or (lag(from_at) over w < :start) <> (from_at < :start) as starts
                    from (
                        with booked as (
                            select t.bid_id, t.allocation_id, t.slice_no,
                                bool_or(t.kind = 'charge') as is_charged,
                                bool_or(t.kind = 'refund') as is_refunded
                            from billing.transfer t
                            join billing.slice s
                                on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
                            where t.wallet_id = :account
                                and t.position between :floor and :last
                                and t.kind in ('charge', 'refund') and s.from_at < :end
                                and (s.from_at >= :start or t.position > :through)
                                and (t.bid_id, t.allocation_id) >= (:bid, :allocation)
                            group by t.bid_id, t.allocation_id, t.slice_no
                        ),
                        timed as (
                            select a.bid_id, b.is_charged, b.is_refunded, s.*,
                                s.voided_at is not null as voided,
                                s.charged = 0 and s.from_at >= :start and s.from_at < :end
                                    as is_free,
                                rate * round(extract(epoch from to_at - from_at) * 1000)
                                    as accrual,
                                row_number() over (partition by s.allocation_id, s.from_at
                                    order by s.slice_no) as cut
                            from (select distinct bid_id, allocation_id from booked) a
                            join billing.slice s on s.allocation_id = a.allocation_id
                            left join booked b
                                on b.allocation_id = s.allocation_id and b.slice_no = s.slice_no
                        ),
                        accrued as (
                            select *, coalesce(sum(accrual) filter (where cut = 1) over (
                                partition by allocation_id order by from_at
                                groups between unbounded preceding and 1 preceding), 0) as before
                            from timed
                        )
                        select *, false as refund, voided and cut > 1 as again from accrued
                        where is_charged or is_free
                        union all
                        select *, true as refund, cut > 1 as again from accrued
                        where is_refunded or (is_free and voided)
                    ) parts
                    window w as (partition by allocation_id, refund, voided, again
                        order by from_at)
                ) parts
                window w as (partition by allocation_id, refund, voided, again order by from_at)
            ) runs
            group by bid_id, allocation_id, refund, voided, again, run
            """;

    private static final UUID FIRST = new UUID(0, 0);

    /** Of a wallet that is locked: all that is booked. */
    static MonthLines closing(Invoiced wallet, Month month, long last) {
        return new MonthLines(
                wallet.accountId(),
                month.start(),
                month.end(),
                wallet.floor(),
                wallet.through(),
                last);
    }

    /**
     * Of a month that still runs: what is booked so far. Corrections of earlier months belong to it
     * once the month before is closed, until then to that.
     */
    static MonthLines running(Invoiced wallet, Month month) {
        boolean next = !wallet.until().isBefore(month.start());
        return new MonthLines(
                wallet.accountId(),
                month.start(),
                month.end(),
                wallet.floor(),
                next ? wallet.through() : Long.MAX_VALUE,
                Long.MAX_VALUE);
    }

    /**
     * The statement's parameters.
     *
     * @param after lines of allocations before that of this place are not needed
     */
    Map<String, Object> parameters(InvoiceLine.@Nullable Place after) {
        return Map.of(
                "account",
                accountId.value(),
                "start",
                Columns.timestamp(start),
                "end",
                Columns.timestamp(end),
                "floor",
                floor,
                "through",
                through,
                "last",
                last,
                "bid",
                after == null ? FIRST : after.bidId().value(),
                "allocation",
                after == null ? FIRST : after.allocationId().value());
    }
}
