-- ends_at: when the money of the first of its running bids ends, at the rates that are known; kept
-- in order, so that metering knows when to look next. low_at: when its owner was warned; null: there
-- was no need, or there is money again.
alter table billing.wallet add column ends_at timestamptz;
alter table billing.wallet add column low_at timestamptz;

create index wallet_ends_at on billing.wallet (ends_at) where ends_at is not null;

-- The next pass computes them.
update billing.wallet set check_at = 'epoch' where check_at is not null;
