create schema billing;

-- Platform accounts have no balance row: they are summed, so that nothing contends for them.
create table billing.platform_account (
    id uuid primary key,
    name text not null unique
);

insert into billing.platform_account (id, name) values
    ('00000000-0000-0000-0000-000000000001', 'deposits'),
    ('00000000-0000-0000-0000-000000000002', 'revenue'),
    ('00000000-0000-0000-0000-000000000003', 'refunds');

-- check_at: when metering has to look at the wallet next (the earliest slice cut or end of money of
-- its running meters); null: nothing runs. Whoever changes what is free sets it to 'epoch'.
create table billing.wallet (
    account_id uuid primary key,
    balance bigint not null default 0,
    held bigint not null default 0,
    check_at timestamptz,
    opened_at timestamptz not null,
    constraint wallet_never_negative check (balance >= 0),
    constraint wallet_held_within_balance check (held between 0 and balance)
) with (fillfactor = 80);

create index wallet_check_at on billing.wallet (check_at) where check_at is not null;

-- The lines of the journal. One line moves amount from debit to credit: balanced by construction.
-- entry_id: the journal entry it belongs to (one per deposit, per wallet and metering pass).
-- A wallet's balance = its credits - its debits; balance_after is the wallet's after this line.
create table billing.transfer (
    position bigint generated always as identity primary key,
    entry_id uuid not null,
    debit uuid not null,
    credit uuid not null,
    amount bigint not null,
    kind text not null,
    at timestamptz not null,
    wallet_id uuid not null references billing.wallet (account_id),
    balance_after bigint not null,
    bid_id uuid,
    allocation_id uuid,
    slice_no int,
    constraint transfer_moves_something check (amount > 0),
    constraint transfer_between_two check (debit <> credit),
    constraint transfer_concerns_its_wallet check (wallet_id in (debit, credit)),
    constraint transfer_kind check (kind in ('deposit', 'charge', 'refund')),
    constraint transfer_direction check ((kind = 'charge') = (debit = wallet_id)),
    constraint transfer_of_slice check (
        (kind in ('charge', 'refund')) = (slice_no is not null)
        and (slice_no is null) = (allocation_id is null)
        and (slice_no is null) = (bid_id is null)),
    constraint transfer_balance_never_negative check (balance_after >= 0)
);

create index transfer_of_wallet on billing.transfer (wallet_id, position desc);
create unique index transfer_once_per_slice
    on billing.transfer (allocation_id, slice_no, kind) where slice_no is not null;

create function billing.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'billing.% is append-only: % refused', tg_table_name, tg_op;
end
$$;

create trigger transfer_append_only
    before update or delete or truncate on billing.transfer
    for each statement execute function billing.refuse_change();

create table billing.deposit (
    reference text primary key,
    account_id uuid not null references billing.wallet (account_id),
    amount bigint not null,
    balance_after bigint not null,
    entry_id uuid not null unique,
    at timestamptz not null,
    constraint deposit_reference_length check (length(reference) between 1 and 200),
    constraint deposit_positive check (amount > 0)
);

-- A two-phase transfer's first phase. pending: something is left; captured: charges took all of it;
-- released: the rest was freed.
create table billing.hold (
    reference uuid primary key,
    account_id uuid not null references billing.wallet (account_id),
    amount bigint not null,
    captured bigint not null default 0,
    released bigint not null default 0,
    remaining bigint not null generated always as (amount - captured - released) stored,
    state text not null default 'pending',
    held_at timestamptz not null,
    constraint hold_positive check (amount > 0),
    constraint hold_parts check (captured >= 0 and released >= 0 and captured + released <= amount),
    constraint hold_state check (state in ('pending', 'captured', 'released')),
    constraint hold_pending_while_something_is_left
        check ((state = 'pending') = (amount - captured - released > 0))
) with (fillfactor = 80);

create index hold_of_wallet on billing.hold (account_id) where state = 'pending';

-- charged and lost: of its slices that are not voided.
create table billing.meter (
    allocation_id uuid primary key,
    bid_id uuid not null,
    account_id uuid not null references billing.wallet (account_id),
    rate bigint not null,
    budget bigint,
    started_at timestamptz not null,
    metered_to timestamptz not null,
    charged bigint not null default 0,
    lost bigint not null default 0,
    next_slice int not null default 1,
    ended_at timestamptz,
    exhausted_at timestamptz,
    exhausted_cause text,
    constraint meter_rate check (rate >= 0),
    constraint meter_sums check (charged >= 0 and lost >= 0),
    constraint meter_forward check (metered_to >= started_at),
    constraint meter_metered_to_its_end check (ended_at is null or metered_to = ended_at),
    constraint meter_exhausted check (
        (exhausted_at is null) = (exhausted_cause is null)
        and exhausted_cause in ('FUNDS', 'BUDGET'))
) with (fillfactor = 80);

create index meter_running on billing.meter (account_id) where ended_at is null;
create index meter_of_bid on billing.meter (bid_id);

-- What a stretch of run time [from_at, to_at) costs, and who bore it: charged to the wallet
-- (from_hold of it out of the bid's own hold), lost by the platform. A slice beyond an end that was
-- observed late is voided, never deleted; the slices that are not voided are contiguous.
create table billing.slice (
    allocation_id uuid not null references billing.meter (allocation_id),
    slice_no int not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    rate bigint not null,
    amount bigint not null,
    charged bigint not null,
    from_hold bigint not null,
    lost bigint not null,
    voided_at timestamptz,
    primary key (allocation_id, slice_no),
    constraint slice_number check (slice_no >= 1),
    constraint slice_has_length check (from_at < to_at),
    constraint slice_borne check (
        charged >= 0 and lost >= 0 and charged + lost = amount and from_hold between 0 and charged)
);
