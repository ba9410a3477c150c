-- One batch of the staged rows, written by plain set statements: the measure for a metering pass.
--   :batch
insert into billing.slice (allocation_id, slice_no, from_at, to_at, rate, amount, charged, from_hold,
    lost)
select allocation_id, slice_no, from_at, to_at, rate, amount, amount, 0, 0
from bench.new_slice where batch = :batch order by n;

insert into billing.transfer (entry_id, debit, credit, amount, kind, at, wallet_id, balance_after,
    bid_id, allocation_id, slice_no)
select entry_id, account_id, '00000000-0000-0000-0000-000000000002', amount, 'charge', :now::timestamptz,
    account_id, balance_after, bid_id, allocation_id, slice_no
from bench.new_slice where batch = :batch order by n;

update billing.meter m
set metered_to = s.metered_to, next_slice = s.next_slice, accrued = s.accrued, rate = s.rate,
    charged = m.charged + s.charged
from bench.new_meter s where s.batch = :batch and m.allocation_id = s.allocation_id;

update billing.wallet w set balance = w.balance - s.amount, check_at = s.check_at
from bench.new_wallet s where s.batch = :batch and w.account_id = s.account_id;
