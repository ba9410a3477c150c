CREATE SCHEMA auctions;

-- First come, first served within a price: taken when a bid is submitted, kept for its whole life.
CREATE SEQUENCE auctions.bid_sequence;

-- Never given twice, not even after a rollback: two attempts to rebuild a book differ.
CREATE SEQUENCE auctions.book_epoch;

CREATE TABLE auctions.bid (
    id                   uuid PRIMARY KEY,
    account_id           uuid NOT NULL,
    pool                 text NOT NULL,
    sequence             bigint NOT NULL UNIQUE CHECK (sequence >= 1),

    cpu_millis           bigint NOT NULL CHECK (cpu_millis >= 1),
    memory_mib           bigint NOT NULL CHECK (memory_mib >= 1),
    gpus                 integer NOT NULL CHECK (gpus >= 0),
    milli_slots          bigint NOT NULL CHECK (milli_slots >= 1),

    max_price_per_hour   bigint NOT NULL CHECK (max_price_per_hour >= 0),
    quoted_per           text NOT NULL CHECK (quoted_per IN ('SECOND', 'MINUTE', 'HOUR')),
    surcharge_percent    integer NOT NULL CHECK (surcharge_percent BETWEEN 0 AND 50),
    unit_price           bigint NOT NULL CHECK (unit_price >= 0),
    -- Scores of the order book in Redis are doubles: exact below 2^53.
    effective_unit_price bigint NOT NULL CHECK (effective_unit_price BETWEEN 0 AND 9007199254740991),

    image                text NOT NULL CHECK (image <> ''),
    command              text[] NOT NULL,
    env                  text[] NOT NULL, -- NAME=value

    valid_for_ms         bigint CHECK (valid_for_ms > 0),
    max_runtime_ms       bigint CHECK (max_runtime_ms > 0),
    on_eviction          text NOT NULL CHECK (on_eviction IN ('REQUEUE', 'TERMINATE')),
    notice_ms            bigint NOT NULL CHECK (notice_ms >= 0),
    min_run_ms           bigint NOT NULL CHECK (min_run_ms >= 0),
    alert_percent        integer NOT NULL CHECK (alert_percent BETWEEN 1 AND 100),
    budget_micros        bigint CHECK (budget_micros > 0),
    submitted_at         timestamptz NOT NULL,

    status               text NOT NULL CHECK (status IN ('SUBMITTED', 'MATCHED', 'RUNNING',
                             'COMPLETED', 'EVICTED', 'EXPIRED', 'FAILED', 'CANCELLED')),
    reason_code          text NOT NULL,
    reason_message       text NOT NULL,
    reason_at            timestamptz NOT NULL,
    reason_next          timestamptz,
    expires_at           timestamptz,
    stop_reason          text,
    stops_at             timestamptz,
    allocation_id        uuid,
    attempts             integer NOT NULL CHECK (attempts >= 0),
    start_failures       integer NOT NULL CHECK (start_failures >= 0),
    version              bigint NOT NULL CHECK (version >= 1),

    CHECK (status NOT IN ('MATCHED', 'RUNNING') OR allocation_id IS NOT NULL),
    CHECK (expires_at IS NULL OR status = 'SUBMITTED'),
    CHECK (stops_at IS NULL OR status IN ('MATCHED', 'RUNNING')),
    CHECK (stop_reason IS NULL OR status IN ('MATCHED', 'RUNNING'))
);

CREATE INDEX bid_of_account ON auctions.bid (account_id, id DESC);
-- The book, as it is rebuilt; also counts what waits.
CREATE INDEX bid_waiting ON auctions.bid (pool, sequence) WHERE status = 'SUBMITTED';
CREATE INDEX bid_running ON auctions.bid (pool) WHERE status = 'RUNNING';
CREATE INDEX bid_expiry ON auctions.bid (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX bid_stop ON auctions.bid (stops_at) WHERE stops_at IS NOT NULL AND stop_reason IS NULL;

CREATE TABLE auctions.allocation (
    id                   uuid PRIMARY KEY,
    bid_id               uuid NOT NULL REFERENCES auctions.bid (id),
    attempt              integer NOT NULL CHECK (attempt >= 1),
    pool                 text NOT NULL,
    node                 text NOT NULL,
    cpu_millis           bigint NOT NULL CHECK (cpu_millis >= 1),
    memory_mib           bigint NOT NULL CHECK (memory_mib >= 1),
    gpus                 integer NOT NULL CHECK (gpus >= 0),
    rate_per_hour_micros bigint NOT NULL CHECK (rate_per_hour_micros >= 0),
    container_id         text,
    matched_at           timestamptz NOT NULL,
    started_at           timestamptz,
    ended_at             timestamptz,
    ending               text,
    exit_code            integer,

    UNIQUE (bid_id, attempt),
    CHECK ((ended_at IS NULL) = (ending IS NULL)),
    CHECK (started_at IS NULL OR container_id IS NOT NULL),
    CHECK (ended_at IS NULL OR started_at IS NULL OR ended_at >= started_at)
);

-- What takes capacity; at most one per bid.
CREATE UNIQUE INDEX allocation_live ON auctions.allocation (bid_id) WHERE ended_at IS NULL;
CREATE INDEX allocation_live_on_node ON auctions.allocation (node) WHERE ended_at IS NULL;

CREATE TABLE auctions.bid_transition (
    bid_id               uuid NOT NULL REFERENCES auctions.bid (id),
    version              bigint NOT NULL CHECK (version >= 1),
    at                   timestamptz NOT NULL,
    status               text NOT NULL,
    reason_code          text NOT NULL,
    reason_message       text NOT NULL,
    effective_unit_price bigint NOT NULL,
    market_price         bigint NOT NULL,
    attempt              integer,
    node                 text,
    PRIMARY KEY (bid_id, version)
);

-- used <= capacity is held by the update that takes capacity, which counts its rows: a node may
-- shrink under what runs on it, so it is no CHECK.
CREATE TABLE auctions.offer (
    node                 text PRIMARY KEY CHECK (node <> ''),
    pool                 text NOT NULL,
    capacity_cpu_millis  bigint NOT NULL CHECK (capacity_cpu_millis >= 0),
    capacity_memory_mib  bigint NOT NULL CHECK (capacity_memory_mib >= 0),
    capacity_gpus        integer NOT NULL CHECK (capacity_gpus >= 0),
    used_cpu_millis      bigint NOT NULL DEFAULT 0 CHECK (used_cpu_millis >= 0),
    used_memory_mib      bigint NOT NULL DEFAULT 0 CHECK (used_memory_mib >= 0),
    used_gpus            integer NOT NULL DEFAULT 0 CHECK (used_gpus >= 0),
    schedulable          boolean NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX offer_of_pool ON auctions.offer (pool);

-- Who may match in a pool. lease_epoch grows with every change of holder and is checked in every
-- write that the lease protects.
CREATE TABLE auctions.pool_lease (
    pool                 text PRIMARY KEY,
    lease_epoch          bigint NOT NULL CHECK (lease_epoch >= 1),
    holder               uuid NOT NULL,
    expires_at           timestamptz NOT NULL
) WITH (fillfactor = 50);

-- How many changes the projection applied to the pool's book in Redis, which keeps the same two
-- numbers: another epoch, or fewer, and the book is rebuilt.
CREATE TABLE auctions.book (
    pool                 text PRIMARY KEY,
    book_epoch           bigint NOT NULL CHECK (book_epoch >= 0),
    applied              bigint NOT NULL CHECK (applied >= 0)
) WITH (fillfactor = 50);
