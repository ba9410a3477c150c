-- The rows that a metering pass would write now, worked out beforehand: the wallets in batches, and
-- per running meter one slice of ten seconds, cut once more where the price changed.
--   :batches   transactions to come
--   :tick      when the price changed; null: it did not
--   :price     from then on
drop table if exists bench.new_wallet, bench.new_slice, bench.new_meter;

create unlogged table bench.cut as
select m.account_id, m.bid_id, m.allocation_id, m.next_slice + p.n - 1 as slice_no, p.from_at,
    p.to_at, p.rate, m.accrued + p.accrued as accrued,
    (div(m.accrued + p.accrued, 3600000) - div(m.accrued + p.accrued - p.accrual, 3600000))::bigint
        as amount
from billing.meter m
join auctions.bid b on b.id = m.bid_id
cross join lateral (
    select n, from_at, to_at, rate, a.accrual, sum(a.accrual) over (order by n) as accrued
    from (select 1 as n, m.metered_to as from_at,
                coalesce(:tick::timestamptz, m.metered_to + interval '10 seconds') as to_at, m.rate
            union all
            select 2, :tick::timestamptz, m.metered_to + interval '10 seconds',
                :price::bigint * b.milli_slots / 1000
            where :tick::timestamptz is not null) c
    cross join lateral (
        select rate * round(extract(epoch from to_at - from_at) * 1000) as accrual) a) p
where m.ended_at is null;
analyze bench.cut;

create unlogged table bench.new_wallet as
select ntile(:batches) over (order by w.check_at, w.account_id) as batch, w.account_id, w.balance,
    gen_random_uuid() as entry_id, c.amount, c.check_at
from billing.wallet w
join (select account_id, sum(amount)::bigint as amount,
        min(to_at) filter (where last) + interval '10 seconds' as check_at
    from (select *, slice_no = max(slice_no) over (partition by allocation_id) as last
        from bench.cut) x
    group by account_id) c on c.account_id = w.account_id;
create index on bench.new_wallet (batch);
analyze bench.new_wallet;

create unlogged table bench.new_meter as
select w.batch, c.allocation_id, max(c.to_at) as metered_to, max(c.slice_no) + 1 as next_slice,
    max(c.accrued) as accrued, (array_agg(c.rate order by c.slice_no desc))[1] as rate,
    sum(c.amount)::bigint as charged
from bench.cut c join bench.new_wallet w on w.account_id = c.account_id
group by w.batch, c.allocation_id order by w.batch, c.allocation_id;
create index on bench.new_meter (batch);
analyze bench.new_meter;

create unlogged table bench.new_slice as
select w.batch, row_number() over (order by w.batch, w.account_id, c.to_at, c.allocation_id) as n,
    w.entry_id, w.balance - sum(c.amount) over (
        partition by w.account_id order by c.to_at, c.allocation_id) as balance_after, c.*
from bench.cut c join bench.new_wallet w on w.account_id = c.account_id
order by n;
create index on bench.new_slice (batch);
analyze bench.new_slice;
drop table bench.cut;
