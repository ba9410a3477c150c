-- What must be true of the database (docs/architecture.md, "Correctness invariants"). Each query
-- answers the violations, one text per row. "always" holds in every snapshot; "settled" as soon as
-- every loop and event processor has caught up.

-- always: all accounts together hold nothing: postings sum to zero
select 'sum of all accounts is ' || total
from (select (select coalesce(sum(balance), 0) from billing.wallet)
           + (select coalesce(sum(case when t.credit = p.id then t.amount else -t.amount end), 0)
              from billing.transfer t join billing.account p on p.id in (t.debit, t.credit))
             as total) s
where total <> 0;

-- always: every posting is to an account that exists
select 'transfer ' || t.position from billing.transfer t
where exists (select 1 from (values (t.debit), (t.credit)) as side(id)
              where not exists (select 1 from billing.wallet w where w.account_id = side.id)
                and not exists (select 1 from billing.account p where p.id = side.id));

-- always: a wallet's balance is the sum of its postings
select 'wallet ' || w.account_id || ' has ' || w.balance || ', its postings sum to ' || s.total
from billing.wallet w
cross join lateral (
    select coalesce(sum(case when t.credit = w.account_id then t.amount else -t.amount end), 0) as total
    from billing.transfer t where t.wallet_id = w.account_id) s
where w.balance <> s.total;

-- always: every posting's balance follows from the one before
select 'transfer ' || position from (
    select position, balance_after, wallet_id,
           sum(case when credit = wallet_id then amount else -amount end)
               over (partition by wallet_id order by position) as expected
    from billing.transfer) t
where balance_after <> expected or balance_after < 0;

-- always: 0 <= held <= balance, and held is the sum of the wallet's holds
select 'wallet ' || w.account_id || ' holds ' || w.held || ' of ' || w.balance || ', its holds sum to ' || s.total
from billing.wallet w
cross join lateral (select coalesce(sum(h.remaining), 0) as total
                    from billing.hold h where h.account_id = w.account_id) s
where w.held <> s.total or w.held < 0 or w.held > w.balance;

-- always: every deposit was posted once
select 'deposit ' || d.reference from billing.deposit d
where (select count(*) from billing.transfer t
       where t.entry_id = d.entry_id and t.kind = 'deposit' and t.amount = d.amount) <> 1;

-- always: no hold outlives its bid, or its group; one that is neither's has its time
select 'hold of bid ' || h.reference || ' (' || coalesce(b.status, 'no such bid') || ') keeps ' || h.remaining
from billing.hold h left join auctions.bid b on b.id = h.reference
where h.remaining <> 0 and ((b.id is null and h.expires_at is null and not exists (
        select 1 from billing.group_hold g join billing.hold_group o on o.id = g.group_id
        where g.reference = h.reference and o.released_at is null)) or b.status in ('COMPLETED', 'EVICTED', 'EXPIRED', 'FAILED', 'CANCELLED'));

-- always: every open bid was funded
select 'bid ' || b.id from auctions.bid b
where b.status in ('SUBMITTED', 'MATCHED', 'RUNNING') and b.reservation_id is null
  and not exists (select 1 from billing.hold h where h.reference = b.id and h.account_id = b.account_id);

-- always: what uses a reservation pays nothing for its time
select 'bid ' || b.id from auctions.bid b
where b.reservation_id is not null
  and (exists (select 1 from billing.hold h where h.reference = b.id)
       or exists (select 1 from billing.meter m where m.bid_id = b.id));

-- always: open bids of a reservation fit its block
select 'reservation ' || p.reservation_id
from auctions.capacity_pin p
join auctions.bid b on b.reservation_id = p.reservation_id and b.status in ('SUBMITTED', 'MATCHED', 'RUNNING')
group by p.lot_id
having sum(b.cpu_millis) > p.cpu_millis or sum(b.memory_mib) > p.memory_mib or sum(b.gpus) > p.gpus;

-- always: what is pinned of a node at any instant fits it; it grows only where a pin begins
select 'node ' || o.node || ' at ' || b.starts_at
from auctions.capacity_pin b
join auctions.offer o on o.node = b.node
join auctions.capacity_pin p on p.node = b.node and p.starts_at <= b.starts_at and p.ends_at > b.starts_at
where o.schedulable
group by o.node, b.lot_id
having sum(p.cpu_millis) > o.capacity_cpu_millis or sum(p.memory_mib) > o.capacity_memory_mib
    or sum(p.gpus) > o.capacity_gpus;

-- always: bids of reservations run on their node, and in their time
select 'allocation ' || a.id
from auctions.allocation a
join auctions.bid b on b.id = a.bid_id
join auctions.capacity_pin p on p.reservation_id = b.reservation_id
where a.node <> p.node or a.matched_at < p.starts_at or a.matched_at >= p.ends_at;

-- always: what may be matched, or was, is held for 60 s at its maximum
select 'bid ' || b.id || ' is ' || b.status || ', its hold has ' || h.remaining
from auctions.bid b join billing.hold h on h.reference = b.id
where (b.status = 'MATCHED' or (b.status = 'SUBMITTED' and b.unfunded_at is null))
  and h.remaining < greatest(1, div(b.max_price_per_hour, 60));

-- always: slices start with the meter and follow one another without gap or overlap
select 'slice ' || allocation_id || '/' || slice_no || ' starts at ' || from_at || ' instead of ' || expected
from (select s.allocation_id, s.slice_no, s.from_at,
             coalesce(lag(s.to_at) over (partition by s.allocation_id order by s.slice_no), m.started_at) as expected
      from billing.slice s join billing.meter m using (allocation_id)
      where s.voided_at is null) x
where from_at <> expected;

-- always: slices reach exactly as far as the meter
select 'meter ' || m.allocation_id || ' reached ' || m.metered_to || ', its slices ' || coalesce(max(s.to_at), m.started_at)
from billing.meter m left join billing.slice s on s.allocation_id = m.allocation_id and s.voided_at is null
group by m.allocation_id
having m.metered_to <> coalesce(max(s.to_at), m.started_at);

-- always: every slice costs what its time and rate give, rounding never adding up
select 'slice ' || allocation_id || '/' || slice_no || ' costs ' || amount || ' instead of ' || expected
from (select allocation_id, slice_no, amount,
             floor(due / 3600000) - floor((due - part) / 3600000) as expected
      from (select allocation_id, slice_no, amount, part,
                   sum(part) over (partition by allocation_id order by slice_no) as due
            from (select *, rate::numeric * round(extract(epoch from to_at - from_at) * 1000) as part
                  from billing.slice where voided_at is null) p) d) x
where amount <> expected;

-- always: every slice was charged exactly once, and a voided one was given back
select 'slice ' || s.allocation_id || '/' || s.slice_no || ' moved ' || m.moved || ' instead of ' || s.charged
from billing.slice s
cross join lateral (
    select coalesce(sum(case when t.kind = 'charge' then t.amount else -t.amount end), 0) as moved,
           coalesce(sum(t.amount) filter (where t.kind = 'charge'), 0) as taken
    from billing.transfer t where t.allocation_id = s.allocation_id and t.slice_no = s.slice_no) m
where m.moved <> case when s.voided_at is null then s.charged else 0 end or m.taken <> s.charged;

-- always: no charge without its slice
select 'transfer ' || t.position from billing.transfer t
where t.kind in ('charge', 'refund')
  and not exists (select 1 from billing.slice s
                  where s.allocation_id = t.allocation_id and s.slice_no = t.slice_no);

-- always: a meter's sums are those of its slices
select 'meter ' || m.allocation_id || ' says ' || m.charged || ', its slices ' || coalesce(sum(s.charged), 0)
from billing.meter m left join billing.slice s on s.allocation_id = m.allocation_id and s.voided_at is null
group by m.allocation_id
having m.charged <> coalesce(sum(s.charged), 0) or m.lost <> coalesce(sum(s.lost), 0);

-- always: a meter accrued what its slices did
select 'meter ' || m.allocation_id || ' accrued ' || m.accrued || ', its slices ' || s.accrued
from billing.meter m
cross join lateral (
    select coalesce(sum(rate * round(extract(epoch from to_at - from_at) * 1000)), 0) as accrued
    from billing.slice s where s.allocation_id = m.allocation_id and s.voided_at is null) s
where m.accrued <> s.accrued;

-- always: no bid costs more than its budget
select 'bid ' || b.id || ' cost ' || sum(m.charged)
from billing.meter m join auctions.bid b on b.id = m.bid_id
group by b.id
having sum(m.charged) > b.budget_micros;

-- always: a slice's rate is what the market price and the bid's maximum give at each of its instants
select 'slice ' || s.allocation_id || '/' || s.slice_no || ' costs ' || s.rate || ' per hour instead of '
       || r.rate || ' at ' || i.at
from billing.slice s
join billing.meter m on m.allocation_id = s.allocation_id
join auctions.bid b on b.id = m.bid_id
join (values {pools}) as pool(name, pricing, floor) on pool.name = b.pool
cross join lateral (
    select s.from_at as at
    union select t.at from auctions.price_tick t where t.pool = b.pool and t.at > s.from_at and t.at < s.to_at
    union select x.at from auctions.repricing x where x.bid_id = b.id and x.at > s.from_at and x.at < s.to_at
    union select b.lowered_from where b.lowered_from > s.from_at and b.lowered_from < s.to_at) i
cross join lateral (
    select greatest(pool.floor, (select t.unit_price from auctions.price_tick t
                                 where t.pool = b.pool and t.at <= i.at order by t.at desc limit 1)) as price,
           coalesce((select x.max_before from auctions.repricing x
                     where x.bid_id = b.id and x.at > i.at order by x.at limit 1),
                    case when b.lowered_from <= i.at then b.lowered_max_per_hour end,
                    b.max_price_per_hour) as most) p
cross join lateral (
    select case pool.pricing
           when 'pay-as-bid' then p.most
           else least(p.most, div(p.price::numeric * b.milli_slots * 100, 1000 * (100 - b.surcharge_percent)))
           end as rate) r
where s.rate <> r.rate;

-- always: what is used of a node is what its allocations take, and not more than it has
select 'node ' || o.node || ' counts ' || (o.used_cpu_millis, o.used_memory_mib, o.used_gpus)::text
       || ', its allocations take ' || (a.cpu, a.memory, a.gpus)::text
from auctions.offer o
cross join lateral (
    select coalesce(sum(cpu_millis), 0) as cpu, coalesce(sum(memory_mib), 0) as memory, coalesce(sum(gpus), 0) as gpus
    from auctions.allocation where node = o.node and ended_at is null) a
where (o.used_cpu_millis, o.used_memory_mib, o.used_gpus) is distinct from (a.cpu, a.memory, a.gpus)
   or o.used_cpu_millis > o.capacity_cpu_millis or o.used_memory_mib > o.capacity_memory_mib
   or o.used_gpus > o.capacity_gpus;

-- always: a bid is placed exactly while it has a live allocation
select 'bid ' || b.id || ' is ' || b.status || ' with live allocation ' || coalesce(a.id::text, 'none')
from auctions.bid b left join auctions.allocation a on a.bid_id = b.id and a.ended_at is null
where (b.status in ('MATCHED', 'RUNNING')) <> (a.id is not null)
   or (a.id is not null and a.id is distinct from b.allocation_id)
   or (b.status = 'RUNNING' and a.started_at is null);

-- always: attempts are counted from 1 without gap
select 'bid ' || b.id || ' counts ' || b.attempts || ' attempts, has ' || count(a.id)
from auctions.bid b left join auctions.allocation a on a.bid_id = b.id
group by b.id
having b.attempts <> count(a.id) or b.attempts <> coalesce(max(a.attempt), 0);

-- always: each bid is in the state of its last transition, and a final one is its last and only one
select 'bid ' || b.id || ' is ' || b.status || ', its history ends in ' || coalesce(h.last, 'nothing')
from auctions.bid b
cross join lateral (
    select (array_agg(t.status order by t.version desc))[1] as last,
           count(*) filter (where t.status in ('COMPLETED', 'EVICTED', 'EXPIRED', 'FAILED', 'CANCELLED')) as finals
    from auctions.bid_transition t where t.bid_id = b.id) h
where h.last is distinct from b.status
   or h.finals <> (case when b.status in ('SUBMITTED', 'MATCHED', 'RUNNING') then 0 else 1 end);

-- always: every change was announced once
select kind || ': ' || rows || ' rows, ' || events || ' events'
from (select 'submitted' as kind, (select count(*) from auctions.bid) as rows,
             (select count(*) from axon.domain_event_entry where payload_type like '%.BidSubmitted') as events
      union all
      select 'matched', (select count(*) from auctions.allocation),
             (select count(*) from axon.domain_event_entry where payload_type like '%.BidMatched')
      union all
      select 'final', (select count(*) from auctions.bid where status in ('COMPLETED', 'EVICTED', 'EXPIRED', 'FAILED', 'CANCELLED')),
             (select count(*) from axon.domain_event_entry
              where substring(payload_type from '[^.]*$') in ('BidCompleted', 'BidEvicted', 'BidExpired', 'BidFailed', 'BidCancelled'))) x
where rows <> events;

-- settled: a workload runs exactly for each running bid
select 'bid ' || coalesce(b.id, w.bid_id) || ': ' || coalesce(b.status, 'not running') || ', workload ' || coalesce(w.phase, 'none')
from (select * from auctions.bid where status = 'RUNNING') b
full join (select * from compute.workload where phase = 'RUNNING') w on w.allocation_id = b.allocation_id
where b.id is null or w.allocation_id is null;

-- settled: no workload is wanted for an allocation that is over
select 'workload ' || w.allocation_id || ' is ' || w.phase from compute.workload w
left join auctions.allocation a on a.id = w.allocation_id
where w.phase <> 'ENDED' and (a.id is null or a.ended_at is not null);

-- settled: what ended was removed, its log stored
select 'workload ' || w.allocation_id from compute.workload w where w.phase = 'ENDED' and not w.removed;

-- settled: a meter runs exactly for each running bid
select 'bid ' || coalesce(b.id, m.bid_id) || ': ' || coalesce(b.status, 'not running') || ', meter of ' || coalesce(m.allocation_id::text, 'none')
from (select * from auctions.bid where status = 'RUNNING' and reservation_id is null) b
full join (select * from billing.meter where ended_at is null and exhausted_at is null) m on m.allocation_id = b.allocation_id
where (b.id is null or m.allocation_id is null)
  and not exists (select 1 from billing.meter x where x.allocation_id = b.allocation_id and x.exhausted_at is not null);

-- settled: only the time that a workload ran was charged, all of it unless the money ended before
select 'meter ' || m.allocation_id || ' is ' || m.started_at || ' to ' || m.metered_to || ', the workload ran '
       || coalesce(w.started_at::text, 'never') || ' to ' || coalesce(w.ended_at::text, 'now')
from billing.meter m left join compute.workload w using (allocation_id)
where w.started_at is null or m.started_at <> w.started_at
   or m.metered_to > coalesce(w.ended_at, 'infinity')
   or (w.ended_at is not null and m.metered_to <> w.ended_at and m.exhausted_at is null
       -- What an evicted one runs beyond the stop timeout, and an attempt that is free, are not charged.
       and not exists (select 1 from auctions.eviction_notice n
           where n.allocation_id = m.allocation_id and n.withdrawn_at is null
             and (m.metered_to >= n.deadline or (m.metered_to = m.started_at and m.charged = 0))));

-- settled: whoever was outbid was outbid by the step, and before a deadline nobody was stopped
select 'allocation ' || n.allocation_id || ' at ' || n.own_unit_price || ' gave way to ' || n.winning_unit_price
from auctions.eviction_notice n left join compute.workload w using (allocation_id)
where (n.reason = 'OUTBID' and coalesce(n.winning_unit_price, 0) <= n.own_unit_price)
   or (n.withdrawn_at is null and w.ended_as = 'STOPPED' and w.stop_sent_at < n.deadline
       and not exists (select 1 from auctions.bid_transition t
           where t.bid_id = n.bid_id and t.reason_code in ('CANCELLED_BY_USER', 'MAX_RUNTIME', 'FUNDS_EXHAUSTED', 'BUDGET_EXHAUSTED')
             and t.at <= w.stop_sent_at));

-- settled: every workload that ran was metered
select 'workload ' || w.allocation_id from compute.workload w
where w.started_at is not null and w.ended_at is distinct from w.started_at
  and not exists (select 1 from billing.meter m where m.allocation_id = w.allocation_id)
  and not exists (select 1 from auctions.bid b where b.id = w.bid_id and b.reservation_id is not null);

-- settled: an allocation is over when its workload is
select 'allocation ' || a.id || ' ended ' || coalesce(a.ended_at::text, 'not') || ', its workload ' || coalesce(w.ended_at::text, 'not')
from auctions.allocation a join compute.workload w on w.allocation_id = a.id
where a.ended_at is distinct from w.ended_at or a.started_at is distinct from w.started_at;

-- settled: sagas are as many as placed bids
select s.sagas || ' sagas, ' || b.placed || ' placed bids'
from (select count(*) as sagas from axon.saga_entry where saga_type like '%BidLifecycleSaga') s,
     (select count(*) as placed from auctions.bid where status in ('MATCHED', 'RUNNING')) b
where s.sagas <> b.placed;

-- always: invoices are numbered from 1 without a gap
select 'the highest of ' || count(*) || ' invoices is ' || coalesce(max(number), 0) || ', the counter says ' || (select last from billing.invoice_counter)
from billing.invoice
having count(*) <> coalesce(max(number), 0) or count(*) <> (select last from billing.invoice_counter);

-- always: an invoice is the sum of its lines
select 'invoice ' || i.number from billing.invoice i
where i.sale_reference is null
  and i.usage - i.refunds <> (select coalesce(sum(case when l.refund then -l.charged else l.charged end), 0)
                              from billing.invoice_line l where l.invoice_id = i.id);

-- always: a sale has two invoices, of what the buyer paid and the seller got
select 'invoice ' || i.number
from (select *, count(*) over (partition by sale_reference) as sides from billing.invoice
      where sale_reference is not null) i
left join billing.transfer p on p.reference = i.sale_reference and p.kind = 'purchase'
left join billing.transfer f on f.reference = i.sale_reference and f.kind = 'fee'
where i.sides <> 2 or i.sale_price is distinct from p.amount or i.sale_fee is distinct from coalesce(f.amount, 0)
   or (i.sale_side = 'buyer' and i.account_id is distinct from p.debit);

-- always: a seller is paid once for a sale, its fee taken off
select 'transfer ' || s.position from billing.transfer s
left join billing.transfer p on p.reference = s.reference and p.kind = 'purchase' and p.credit = s.debit
left join billing.transfer f on f.reference = s.reference and f.kind = 'fee'
left join billing.account a on a.id = s.debit and a.owner = s.credit
where s.kind = 'sale' and (a.id is null or s.amount is distinct from p.amount - coalesce(f.amount, 0));

-- always: what is invoiced and what is not yet, is what an allocation was charged
select 'meter ' || m.allocation_id || ' charged ' || m.charged || ', invoiced ' || i.charged || ', open ' || o.charged
from billing.meter m join billing.wallet w on w.account_id = m.account_id
cross join lateral (select coalesce(sum(case when refund then -charged else charged end), 0) as charged
    from billing.invoice_line l where l.allocation_id = m.allocation_id) i
cross join lateral (select coalesce(sum(case when t.kind = 'refund' then -t.amount else t.amount end), 0) as charged
    from billing.transfer t join billing.slice s on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
    where t.allocation_id = m.allocation_id and (s.from_at >= w.invoiced_until or t.position > w.invoiced_through)) o
where m.charged <> i.charged + o.charged;
