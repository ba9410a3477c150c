-- A lot that was opened for bids, as the intake needs it: what Redis is measured against, and made of again.
create table auctions.lot_intake (
    lot_id uuid primary key,
    auction_id uuid not null,
    seller_id uuid not null,
    starting_price bigint not null check (starting_price > 0),
    increment bigint not null check (increment > 0),
    reserve bigint,
    buy_now bigint,
    deposit bigint,
    snipe_window_ms bigint,
    snipe_extension_ms bigint,
    snipe_max int,
    first_ends_at timestamptz not null,
    -- OPENING until Redis has it; CLOSED when its last number is known; FORGOTTEN when Redis has it no more
    state text not null check (state in ('OPENING', 'OPEN', 'CLOSED', 'FORGOTTEN')),
    -- of the Redis that may take bids on it; null: none
    run_id text,
    -- all numbers up to here are in lot_bid, or in lot_loss
    drained bigint not null default 0,
    -- Redis hands out no number above it
    ceiling bigint not null,
    -- an instance has told a bidder a number as great as this
    acknowledged bigint not null default 0,
    last_sequence bigint,
    -- as the last drained bid left it
    ends_at timestamptz not null,
    bids bigint not null default 0,
    price bigint,
    leader int,
    by_hand boolean not null default false,
    check (drained <= ceiling),
    check (state not in ('CLOSED', 'FORGOTTEN') or last_sequence is not null)
);

-- The lots that Redis knows: bounded by the auctions under way.
create index lot_intake_in_redis on auctions.lot_intake (lot_id) where state <> 'FORGOTTEN';

create table auctions.lot_bid (
    lot_id uuid not null,
    sequence bigint not null check (sequence > 0),
    id uuid not null,
    bidder_id uuid not null,
    bidder_number int not null,
    amount bigint not null check (amount > 0),
    maximum bigint not null check (maximum >= amount),
    bought boolean not null,
    counted boolean not null,
    leads boolean not null,
    price_after bigint,
    leader_after int,
    ends_after timestamptz not null,
    accepted_at timestamptz not null,
    idempotency_key text,
    primary key (lot_id, sequence)
);

-- Numbers that Redis has lost before they were drained: those from lost_from up to lost_to, of which `acknowledged` and all below it were told to bidders.
create table auctions.lot_loss (
    lot_id uuid not null,
    lost_from bigint not null,
    lost_to bigint not null,
    acknowledged bigint,
    found_at timestamptz not null,
    primary key (lot_id, lost_from)
);

-- Who was alive to remember what it has acknowledged, and has told it since Redis started anew.
create table auctions.lot_instance (
    instance_id uuid primary key,
    alive_at timestamptz not null,
    reported_run text
);

create table auctions.barred_bidder (
    account_id uuid primary key,
    since timestamptz not null
);
