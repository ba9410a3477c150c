-- Until where a wallet is invoiced (ADR 13): the end of the last month that was closed for it, and
-- the position of its last line of the journal then. invoice_floor: no line before it is still to be
-- invoiced, so that nobody looks at them again.
alter table billing.wallet
    add column invoiced_until timestamptz not null default 'epoch',
    add column invoiced_through bigint not null default 0,
    add column invoice_floor bigint not null default 0;

create index wallet_invoiced_until on billing.wallet (invoiced_until, account_id);

-- One row. Who takes a number holds it until the commit: no number is lost with a transaction.
create table billing.invoice_counter (
    last bigint not null,
    constraint invoice_counter_forward check (last >= 0)
);

create unique index invoice_counter_once on billing.invoice_counter ((true));

insert into billing.invoice_counter (last) values (0);

create table billing.invoice (
    id uuid primary key,
    number bigint not null unique,
    account_id uuid not null references billing.wallet (account_id),
    from_at timestamptz not null,
    to_at timestamptz not null,
    issued_at timestamptz not null,
    usage bigint not null,
    refunds bigint not null,
    lines int not null,
    constraint invoice_number check (number >= 1),
    constraint invoice_once_a_month unique (account_id, from_at),
    constraint invoice_after_its_month check (from_at < to_at and to_at <= issued_at),
    constraint invoice_not_empty check (lines >= 1 and usage >= 0 and refunds >= 0)
);

create index invoice_of_account on billing.invoice (account_id, number desc);

-- Consecutive slices of an allocation, put together; slice_no is the first one's. carried: the part of a micro-unit that the time
-- before left over, in micro-units * milliseconds per hour. reversed: the same invoice refunds it.
-- The header comes last, with its number: until the commit the lines refer to nothing.
create table billing.invoice_line (
    invoice_id uuid not null references billing.invoice (id) deferrable initially deferred,
    bid_id uuid not null,
    allocation_id uuid not null,
    from_at timestamptz not null,
    slice_no int not null,
    refund boolean not null,
    reversed boolean not null,
    to_at timestamptz not null,
    rate bigint not null,
    carried int not null,
    amount bigint not null,
    charged bigint not null,
    primary key (invoice_id, bid_id, allocation_id, from_at, slice_no, refund),
    constraint invoice_line_has_length check (from_at < to_at),
    constraint invoice_line_refunds_or_is_refunded check (not (refund and reversed)),
    constraint invoice_line_carries_less_than_one check (carried between 0 and 3599999),
    constraint invoice_line_charged check (charged between 0 and amount),
    constraint invoice_line_recomputes check (amount = div(
        carried + rate * round(extract(epoch from to_at - from_at) * 1000), 3600000))
);

create trigger invoice_append_only
    before update or delete or truncate on billing.invoice
    for each statement execute function billing.refuse_change();

create trigger invoice_line_append_only
    before update or delete or truncate on billing.invoice_line
    for each statement execute function billing.refuse_change();
