-- Rates change while an allocation runs. rate: what applies at metered_to, as it was last known.
-- accrued: the sum of rate times milliseconds until metered_to, from which all dues follow.
alter table billing.meter add column accrued numeric not null default 0;

update billing.meter
set accrued = rate::numeric * round(extract(epoch from metered_to - started_at) * 1000);

alter table billing.meter add constraint meter_accrued check (accrued >= 0);
