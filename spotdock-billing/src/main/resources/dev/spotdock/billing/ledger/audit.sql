-- What must hold in the billing schema at any commit. Each rule is a statement that yields the rows
-- that break it; LedgerAudit runs them all in one snapshot. Nothing here trusts a sum that another
-- statement maintains.

-- all accounts together hold nothing
select * from (
    select (select coalesce(sum(balance), 0) from billing.wallet)
        + (select coalesce(sum(case when t.credit = a.id then t.amount else -t.amount end), 0)
            from billing.account a join billing.transfer t on a.id in (t.debit, t.credit)) as total
) s
where total <> 0;

-- a wallet's balance is its credits less its debits
select w.account_id, w.balance, p.total
from billing.wallet w
left join (
    select side, sum(amount) as total
    from (select credit as side, amount from billing.transfer
        union all select debit, -amount from billing.transfer) postings
    group by side) p on p.side = w.account_id
where w.balance <> coalesce(p.total, 0);

-- every side of a transfer is a wallet or another account
select t.position, t.debit, t.credit
from billing.transfer t
left join (select account_id as id from billing.wallet union all select id from billing.account) d
    on d.id = t.debit
left join (select account_id as id from billing.wallet union all select id from billing.account) c
    on c.id = t.credit
where d.id is null or c.id is null;

-- balances after each transfer chain without a gap
select * from (
    select position, wallet_id, balance_after,
        case when credit = wallet_id then amount else -amount end as change,
        coalesce(lag(balance_after) over (partition by wallet_id order by position), 0) as before
    from billing.transfer
    where wallet_id is not null) t
where balance_after <> before + change;

-- no wallet is negative or holds more than it has
select account_id, balance, held from billing.wallet
where balance < 0 or held < 0 or held > balance;

-- what a wallet holds is what its holds have left
select w.account_id, w.held, h.remaining
from billing.wallet w
left join (
    select account_id, sum(amount - captured - released) as remaining from billing.hold
    group by account_id) h on h.account_id = w.account_id
where w.held <> coalesce(h.remaining, 0);

-- a hold was captured by the slices of its bid or by a purchase
select h.reference, h.captured, c.captured as by_lines
from billing.hold h
left join (
    select reference, account_id, sum(captured) as captured
    from (
        select m.bid_id as reference, m.account_id, s.from_hold as captured
        from billing.slice s join billing.meter m on m.allocation_id = s.allocation_id
        where s.from_hold > 0
        union all
        select reference, wallet_id, amount from billing.transfer where kind = 'purchase') x
    group by reference, account_id) c
    on c.reference = h.reference and c.account_id = h.account_id
where h.captured <> coalesce(c.captured, 0);

-- each deposit has its transfer
select coalesce(d.entry_id, t.entry_id) as entry_id, d.reference
from billing.deposit d
full join (select * from billing.transfer where kind = 'deposit') t
    on t.entry_id = d.entry_id and t.amount = d.amount
        and t.wallet_id = d.account_id and t.balance_after = d.balance_after
where d.entry_id is null or t.entry_id is null;

-- a seller's fee is part of a purchase
select f.position, f.reference, f.amount as fee, p.amount
from billing.transfer f
left join billing.transfer p
    on p.reference = f.reference and p.kind = 'purchase' and p.credit = f.debit
        and p.entry_id = f.entry_id
where f.kind = 'fee' and (p.position is null or f.amount > p.amount);

-- a seller is paid for a purchase, less its fee, into the own wallet
select s.position, s.reference, s.amount as paid, p.amount as price, f.amount as fee
from billing.transfer s
left join billing.transfer p on p.reference = s.reference and p.kind = 'purchase'
    and p.credit = s.debit
left join billing.transfer f on f.reference = s.reference and f.kind = 'fee'
left join billing.account a on a.id = s.debit and a.owner = s.credit
where s.kind = 'sale'
    and (a.id is null or s.amount is distinct from p.amount - coalesce(f.amount, 0));

-- a sale's invoices are the buyer's and the seller's, of what was paid
select i.number, i.sale_reference, i.sale_side, p.amount as price, f.amount as fee
from (select *, count(*) over (partition by sale_reference) as sides from billing.invoice
    where sale_reference is not null) i
left join billing.transfer p on p.reference = i.sale_reference and p.kind = 'purchase'
left join billing.account a on a.id = p.credit
left join billing.transfer f on f.reference = i.sale_reference and f.kind = 'fee'
where i.sides <> 2
    or i.account_id is distinct from case i.sale_side when 'buyer' then p.debit else a.owner end
    or i.from_at is distinct from p.at or i.sale_price is distinct from p.amount
    or i.sale_fee is distinct from coalesce(f.amount, 0);

-- slices that are not voided are contiguous, from the start to where the meter is
select * from (
    select m.allocation_id, m.started_at, m.metered_to, s.from_at, s.to_at,
        lag(s.to_at) over w as previous_to, lead(s.from_at) over w as next_from
    from billing.meter m
    left join billing.slice s on s.allocation_id = m.allocation_id and s.voided_at is null
    window w as (partition by m.allocation_id order by s.from_at)) s
where from_at is distinct from coalesce(previous_to,
        case when metered_to > started_at then started_at end)
    or to_at is distinct from coalesce(next_from,
        case when metered_to > started_at then metered_to end);

-- each slice's amount is the difference of two cumulative dues
select * from (
    select s.allocation_id, s.slice_no, s.amount, s.accrual,
        sum(s.accrual) over (partition by s.allocation_id order by s.from_at) as accrued
    from (select *, rate * round(extract(epoch from to_at - from_at) * 1000) as accrual
        from billing.slice where voided_at is null) s) s
where amount <> div(accrued, 3600000) - div(accrued - accrual, 3600000);

-- a meter's sums are those of its slices
select m.allocation_id, m.accrued, m.charged, m.lost, s.accrued as by_slices,
    s.charged as charged_by_slices, s.lost as lost_by_slices
from billing.meter m
left join (
    select allocation_id, sum(charged) as charged, sum(lost) as lost,
        sum(rate * round(extract(epoch from to_at - from_at) * 1000)) as accrued
    from billing.slice where voided_at is null group by allocation_id) s
    on s.allocation_id = m.allocation_id
where m.charged <> coalesce(s.charged, 0) or m.lost <> coalesce(s.lost, 0)
    or m.accrued <> coalesce(s.accrued, 0);

-- no slice crosses a month's end
select allocation_id, slice_no, from_at, to_at from billing.slice
where date_trunc('month', from_at at time zone 'UTC')
    <> date_trunc('month', (to_at - interval '1 millisecond') at time zone 'UTC');

-- a charge is its slice's, once; a refund reverses a voided slice's charge
select coalesce(s.allocation_id, c.allocation_id, r.allocation_id) as allocation_id,
    coalesce(s.slice_no, c.slice_no, r.slice_no) as slice_no, s.charged, s.voided_at,
    c.amount as charge, r.amount as refund
from billing.slice s
full join (select * from billing.transfer where kind = 'charge') c
    on c.allocation_id = s.allocation_id and c.slice_no = s.slice_no
full join (select * from billing.transfer where kind = 'refund') r
    on r.allocation_id = s.allocation_id and r.slice_no = s.slice_no
where s.slice_no is null or s.charged <> coalesce(c.amount, 0)
    or coalesce(r.amount, 0) <> case when s.voided_at is null then 0 else s.charged end;

-- a bid's charges never exceed its budget
select bid_id, sum(charged) as charged, min(budget) as budget from billing.meter
group by bid_id
having sum(charged) > min(budget);

-- nothing is charged after the end of a meter's money, nothing is lost before it
select s.allocation_id, s.slice_no, s.from_at, s.to_at, s.charged, s.lost, m.exhausted_at
from billing.slice s
join billing.meter m on m.allocation_id = s.allocation_id
where s.charged > 0 and s.from_at >= m.exhausted_at
    or s.lost > 0 and (m.exhausted_at is null or s.to_at < m.exhausted_at);

-- metering will look at every wallet with a running meter
select distinct w.account_id
from billing.wallet w
join billing.meter m on m.account_id = w.account_id and m.ended_at is null
where w.check_at is null;

-- invoices are numbered from 1 without a gap
select * from (
    select count(*) as invoices, coalesce(max(number), 0) as highest,
        (select last from billing.invoice_counter) as counter
    from billing.invoice) n
where invoices <> highest or highest <> counter;

-- an invoice is the sum of its lines
select i.number, i.lines, i.usage, i.refunds, s.lines as counted, s.usage as used,
    s.refunds as refunded
from billing.invoice i
left join (
    select invoice_id, count(*) as lines,
        coalesce(sum(charged) filter (where not refund), 0) as usage,
        coalesce(sum(charged) filter (where refund), 0) as refunds
    from billing.invoice_line group by invoice_id) s on s.invoice_id = i.id
where i.sale_reference is null
    and (i.lines, i.usage, i.refunds) is distinct from (s.lines, s.usage, s.refunds);

-- what is invoiced and what is not yet, is what allocations were charged
select m.allocation_id, m.charged, i.charged as invoiced, o.charged as open
from billing.meter m
left join (
    select allocation_id, sum(case when refund then -charged else charged end) as charged
    from billing.invoice_line group by allocation_id) i on i.allocation_id = m.allocation_id
left join (
    select t.allocation_id,
        sum(case when t.kind = 'refund' then -t.amount else t.amount end) as charged
    from billing.transfer t
    join billing.slice s on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
    join billing.wallet w on w.account_id = t.wallet_id
    where s.from_at >= w.invoiced_until or t.position > w.invoiced_through
    group by t.allocation_id) o on o.allocation_id = m.allocation_id
where m.charged <> coalesce(i.charged, 0) + coalesce(o.charged, 0);

-- nothing before the floor is still to be invoiced
select t.position, t.wallet_id
from billing.transfer t
join billing.wallet w on w.account_id = t.wallet_id
join billing.slice s on s.allocation_id = t.allocation_id and s.slice_no = t.slice_no
where t.position < w.invoice_floor
    and (s.from_at >= w.invoiced_until or t.position > w.invoiced_through);

-- an invoice's line is for its month, or corrects an earlier one
select i.number, l.allocation_id, l.from_at, l.to_at
from billing.invoice_line l
join billing.invoice i on i.id = l.invoice_id
where l.to_at > i.to_at or (l.from_at < i.from_at and l.to_at > i.from_at);

-- every seal is the hash of its lines
select number, from_position, to_position from billing.seal
where hash <> billing.seal_hash(previous, from_position, to_position);

-- seals follow one another, from the first line on
select * from (
    select number, from_position, previous, lag(number) over w as last_number,
        lag(to_position) over w as last_position, lag(hash) over w as last_hash
    from billing.seal
    window w as (order by number)) s
where number <> coalesce(last_number, 0) + 1
    or from_position <> coalesce(last_position, 0) + 1
    or previous <> coalesce(last_hash, sha256(''));
