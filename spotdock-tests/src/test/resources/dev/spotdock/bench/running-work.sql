-- Running work of many wallets, as if it had been bid for, matched and started: what metering reads
-- and writes, with the money behind it. Nothing else of the market is there.
--   :wallets, :meters   how many; meters go to the wallets in turn
--   :begin              when the first of them starts, the others within the next five seconds
--   :price              of a slot-hour, micro-units, a multiple of 4 (slots are quarters)
create schema bench;

-- Ids like the product's: in the order of time, else random.
create function bench.id(kind int, n bigint) returns uuid language sql immutable
return (lpad(to_hex(1790000000000 + n), 12, '0') || '7' || substr(md5(kind || ':' || n), 1, 3)
    || '8' || substr(md5(kind || ':' || n), 4, 15))::uuid;

create unlogged table bench.work as
select n, bench.id(1, n % :wallets) as account, bench.id(2, n) as bid, bench.id(3, n) as allocation,
    (array[250, 500, 1000, 2000])[n / :wallets % 4 + 1] as milli_slots,
    (case when n / :wallets % 10 = 0 then 1000000000 end)::bigint as budget,
    :begin::timestamptz + (hashint8(n) & 2147483647) % 5000 * interval '1 millisecond' as started_at
from generate_series(0, :meters::bigint - 1) n;
analyze bench.work;

insert into billing.wallet (account_id, balance, opened_at, check_at)
select bench.id(1, n), 1000000000000, :begin::timestamptz, 'epoch' from generate_series(0, :wallets::bigint - 1) n;

insert into billing.deposit (reference, account_id, amount, balance_after, entry_id, at)
select 'bench ' || account_id, account_id, balance, balance, gen_random_uuid(), opened_at
from billing.wallet where account_id in (select account from bench.work);

insert into billing.transfer (entry_id, debit, credit, amount, kind, at, wallet_id, balance_after)
select d.entry_id, p.id, d.account_id, d.amount, 'deposit', d.at, d.account_id, d.balance_after
from billing.deposit d cross join billing.account p
where d.reference like 'bench %' and p.kind = 'deposits';

insert into auctions.price_tick (pool, at, unit_price, cause)
values ('default', :begin::timestamptz - interval '1 hour', :price, 'FLOOR');

-- At most 1 per slot-hour: more than any price here.
insert into auctions.bid (id, account_id, pool, sequence, cpu_millis, memory_mib, gpus, milli_slots,
    max_price_per_hour, quoted_per, surcharge_percent, unit_price, effective_unit_price, image,
    command, env, on_eviction, notice_ms, min_run_ms, alert_percent, budget_micros, submitted_at,
    status, reason_code, reason_message, reason_at, allocation_id, attempts, start_failures, version)
select bid, account, 'default', nextval('auctions.bid_sequence'), milli_slots, milli_slots, 0,
    milli_slots, milli_slots * 1000, 'HOUR', 0, 1000000, 1000000, 'busybox:1.37', array['true'],
    array[]::text[], 'REQUEUE', 30000, 60000, 80, budget, :begin::timestamptz, 'RUNNING', 'RUNNING', 'It runs.',
    :begin::timestamptz, allocation, 1, 0, 3
from bench.work;

insert into auctions.allocation (id, bid_id, attempt, pool, node, cpu_millis, memory_mib, gpus,
    rate_per_hour_micros, container_id, matched_at, started_at)
select allocation, bid, 1, 'default', 'bench', milli_slots, milli_slots, 0,
    :price * milli_slots / 1000, 'bench', :begin::timestamptz, started_at
from bench.work;

-- A minute at the maximum.
insert into billing.hold (reference, account_id, amount, held_at)
select bid, account, milli_slots * 1000 / 60, :begin::timestamptz from bench.work;

update billing.wallet w set held = h.held
from (select account_id, sum(remaining) as held from billing.hold group by account_id) h
where h.account_id = w.account_id;

insert into billing.meter (allocation_id, bid_id, account_id, rate, budget, started_at, metered_to)
select allocation, bid, account, :price * milli_slots / 1000, budget, started_at, started_at
from bench.work;
