CREATE TABLE auctions.vehicle (
    id                   uuid PRIMARY KEY,
    owner_id             uuid NOT NULL,
    vin                  text NOT NULL CHECK (vin ~ '^[0-9A-HJ-NPR-Z]{17}$'),
    make                 text NOT NULL CHECK (make <> ''),
    model                text NOT NULL CHECK (model <> ''),
    year                 integer NOT NULL,
    mileage_km           integer NOT NULL CHECK (mileage_km >= 0),
    description          text,
    registered_at        timestamptz NOT NULL
);

CREATE INDEX vehicle_of_owner ON auctions.vehicle (owner_id, id DESC);

CREATE TABLE auctions.auction (
    id                   uuid PRIMARY KEY,
    seller_id            uuid NOT NULL,
    title                text NOT NULL CHECK (title <> ''),
    state                text NOT NULL CHECK (state IN ('DRAFT', 'SCHEDULED', 'OPEN', 'CLOSING',
                             'CLOSED', 'SETTLED', 'CANCELLED')),
    starts_at            timestamptz NOT NULL,
    ends_at              timestamptz NOT NULL,
    snipe_window_ms      bigint CHECK (snipe_window_ms > 0),
    snipe_extension_ms   bigint CHECK (snipe_extension_ms > 0),
    snipe_max            integer CHECK (snipe_max > 0),
    deposit_micros       bigint CHECK (deposit_micros > 0),
    lots                 integer NOT NULL CHECK (lots >= 0),
    created_at           timestamptz NOT NULL,
    version              bigint NOT NULL CHECK (version >= 1),

    CHECK (ends_at > starts_at),
    CHECK ((snipe_window_ms IS NULL) = (snipe_extension_ms IS NULL)),
    CHECK ((snipe_window_ms IS NULL) = (snipe_max IS NULL))
);

CREATE INDEX auction_of_seller ON auctions.auction (seller_id, id DESC);
CREATE INDEX auction_to_open ON auctions.auction (starts_at) WHERE state = 'SCHEDULED';
CREATE INDEX auction_to_close ON auctions.auction (ends_at) WHERE state = 'OPEN';
-- Looked at until their last lot is decided, and paid for.
CREATE INDEX auction_to_finish ON auctions.auction (state, id) WHERE state IN ('CLOSING', 'CLOSED');

CREATE TABLE auctions.lot (
    id                   uuid PRIMARY KEY,
    auction_id           uuid NOT NULL REFERENCES auctions.auction (id),
    seller_id            uuid NOT NULL,

    vehicle_id           uuid REFERENCES auctions.vehicle (id),
    vin                  text,
    pool                 text,
    cpu_millis           bigint,
    memory_mib           bigint,
    gpus                 integer,
    block_from           timestamptz,
    block_to             timestamptz,

    starting_price       bigint NOT NULL CHECK (starting_price >= 1),
    increment            bigint NOT NULL CHECK (increment >= 1),
    reserve_price        bigint CHECK (reserve_price >= starting_price),
    buy_now_price        bigint CHECK (buy_now_price > starting_price
                             AND buy_now_price > coalesce(reserve_price, 0)),

    state                text NOT NULL CHECK (state IN ('PENDING', 'OPEN', 'CLOSING', 'SOLD',
                             'UNSOLD', 'WITHDRAWN', 'SETTLED')),
    ends_at              timestamptz NOT NULL,
    -- What Redis knows of it.
    intake               text NOT NULL CHECK (intake IN ('NONE', 'OPEN', 'SEALED', 'FORGOTTEN')),
    -- When the clock looks at it next; null: it has nothing to do with it.
    due_at               timestamptz,
    last_sequence        bigint NOT NULL CHECK (last_sequence >= 0),
    held                 boolean NOT NULL,
    price                bigint CHECK (price >= 1),
    unsold_reason        text,
    winner_id            uuid,
    winner_alias         text,
    winner_sequence      bigint,
    winner_amount        bigint CHECK (winner_amount >= 1),
    round                integer NOT NULL CHECK (round BETWEEN 0 AND 3),
    pay_by               timestamptz,
    overdue              boolean NOT NULL,
    version              bigint NOT NULL CHECK (version >= 1),

    CHECK ((vehicle_id IS NULL) = (vin IS NULL)),
    CHECK ((vehicle_id IS NULL) = (pool IS NOT NULL)),
    CHECK ((pool IS NULL) = (block_from IS NULL) AND (pool IS NULL) = (block_to IS NULL)),
    CHECK (block_to > block_from),
    CHECK ((state IN ('SOLD', 'SETTLED')) = (winner_id IS NOT NULL)),
    CHECK ((winner_id IS NULL) = (winner_sequence IS NULL)),
    CHECK ((state IN ('UNSOLD', 'WITHDRAWN')) = (unsold_reason IS NOT NULL)),
    CHECK (NOT held OR state = 'CLOSING')
) WITH (fillfactor = 70);

-- One item is in at most one lot that is not over; a VIN counts, not who registered it how often.
CREATE UNIQUE INDEX lot_on_sale ON auctions.lot (vin)
    WHERE state IN ('PENDING', 'OPEN', 'CLOSING', 'SOLD');
CREATE INDEX lot_of_auction ON auctions.lot (auction_id, id);
-- What keeps an auction from being closed, and settled.
CREATE INDEX lot_not_over ON auctions.lot (auction_id, state)
    WHERE state IN ('PENDING', 'OPEN', 'CLOSING', 'SOLD');
CREATE INDEX lot_due ON auctions.lot (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX lot_to_be_paid ON auctions.lot (pay_by) WHERE state = 'SOLD' AND NOT overdue;
-- For the gauges.
CREATE INDEX lot_taking_bids ON auctions.lot (state) WHERE state IN ('OPEN', 'CLOSING');

-- Who has not paid for a lot: that account's bids do not count there. Never deleted.
CREATE TABLE auctions.lot_default (
    lot_id               uuid NOT NULL REFERENCES auctions.lot (id),
    round                integer NOT NULL CHECK (round BETWEEN 1 AND 3),
    account_id           uuid NOT NULL,
    amount               bigint NOT NULL CHECK (amount >= 1),
    defaulted_at         timestamptz NOT NULL,
    lifted_at            timestamptz,
    lifted_by            uuid,
    PRIMARY KEY (lot_id, round),
    UNIQUE (lot_id, account_id),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);

CREATE INDEX lot_default_of_account ON auctions.lot_default (account_id) WHERE lifted_at IS NULL;

-- Vehicles that changed hands.
CREATE TABLE auctions.vehicle_transfer (
    lot_id               uuid PRIMARY KEY REFERENCES auctions.lot (id),
    vehicle_id           uuid NOT NULL REFERENCES auctions.vehicle (id),
    seller_id            uuid NOT NULL,
    buyer_id             uuid NOT NULL,
    amount               bigint NOT NULL CHECK (amount >= 1),
    transferred_at       timestamptz NOT NULL
);
