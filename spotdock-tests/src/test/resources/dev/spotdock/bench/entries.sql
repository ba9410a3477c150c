-- A wallet that was charged many times, by work that is over: its bids, allocations, meters and
-- slices, one journal entry per metering pass, a deposit before all of it.
--   :account       whose wallet; empty so far but for deposits
--   :allocations   how many ran, all at the same time
--   :slices        of ten seconds each
--   :begin         when they started
create schema bench;

create unlogged table bench.work as
select n, gen_random_uuid() as bid, gen_random_uuid() as allocation
from generate_series(1, :allocations) n;
analyze bench.work;

-- 0.01 per hour: 27 or 28 micro-units in ten seconds.
create unlogged table bench.charge as
select w.n, s.slice, w.bid, w.allocation, :begin::timestamptz + s.slice * interval '10 seconds' as to_at,
    div(s.slice * 100000000, 3600000)::bigint - div((s.slice - 1) * 100000000, 3600000)::bigint as amount
from bench.work w cross join generate_series(1, :slices::numeric) s(slice);
analyze bench.charge;

insert into billing.deposit (reference, account_id, amount, balance_after, entry_id, at)
select 'bench', account_id, 1000000000, balance + 1000000000, gen_random_uuid(), opened_at
from billing.wallet where account_id = :account::uuid;

insert into billing.transfer (entry_id, debit, credit, amount, kind, at, wallet_id, balance_after)
select d.entry_id, p.id, d.account_id, d.amount, 'deposit', d.at, d.account_id, d.balance_after
from billing.deposit d cross join billing.account p
where d.reference = 'bench' and p.kind = 'deposits';

insert into auctions.bid (id, account_id, pool, sequence, cpu_millis, memory_mib, gpus, milli_slots,
    max_price_per_hour, quoted_per, surcharge_percent, unit_price, effective_unit_price, image,
    command, env, on_eviction, notice_ms, min_run_ms, alert_percent, submitted_at, status,
    reason_code, reason_message, reason_at, allocation_id, attempts, start_failures, version)
select bid, :account::uuid, 'default', nextval('auctions.bid_sequence'), 1000, 1024, 0, 1000, 1000000,
    'HOUR', 0, 1000000, 1000000, 'busybox:1.37', array['true'], array[]::text[], 'REQUEUE', 30000,
    60000, 80, :begin::timestamptz, 'COMPLETED', 'EXITED', 'It is done.', :begin::timestamptz, null, 1, 0, 4
from bench.work;

insert into billing.meter (allocation_id, bid_id, account_id, rate, started_at, metered_to, ended_at,
    charged, next_slice, accrued)
select w.allocation, w.bid, :account::uuid, 10000, :begin::timestamptz, max(c.to_at), max(c.to_at),
    sum(c.amount)::bigint, count(*)::int + 1, count(*) * 100000000
from bench.work w join bench.charge c on c.allocation = w.allocation
group by w.allocation, w.bid;

insert into billing.slice (allocation_id, slice_no, from_at, to_at, rate, amount, charged, from_hold,
    lost)
select allocation, slice::int, to_at - interval '10 seconds', to_at, 10000, amount, amount, 0, 0
from bench.charge order by slice, allocation;

insert into billing.transfer (entry_id, debit, credit, amount, kind, at, wallet_id, balance_after,
    bid_id, allocation_id, slice_no)
select md5(c.slice::text)::uuid, w.account_id, p.id, c.amount, 'charge', c.to_at, w.account_id,
    w.balance + 1000000000 - sum(c.amount) over (order by c.slice, c.allocation), c.bid, c.allocation,
    c.slice::int
from bench.charge c
join billing.wallet w on w.account_id = :account::uuid
join billing.account p on p.kind = 'revenue'
order by c.slice, c.allocation;

update billing.wallet
set balance = balance + 1000000000 - (select sum(amount)::bigint from bench.charge)
where account_id = :account::uuid;

drop schema bench cascade;
