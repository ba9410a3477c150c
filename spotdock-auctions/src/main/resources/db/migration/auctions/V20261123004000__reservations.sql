-- Capacity of one node that is kept for a lot from one instant to another. Granted to the lot's
-- winner it is a reservation, and stays as its history; of an unsold lot it is deleted.
-- That all pins of a node fit it at any instant is decided under locks of the pool's offers.
CREATE TABLE auctions.capacity_pin (
    lot_id         uuid PRIMARY KEY,
    pool           text NOT NULL,
    node           text NOT NULL,
    cpu_millis     bigint NOT NULL CHECK (cpu_millis >= 0),
    memory_mib     bigint NOT NULL CHECK (memory_mib >= 0),
    gpus           integer NOT NULL CHECK (gpus >= 0),
    starts_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    reservation_id uuid UNIQUE,
    account_id     uuid,
    granted_at     timestamptz,
    CHECK (ends_at > starts_at),
    CHECK ((reservation_id IS NULL) = (account_id IS NULL)),
    CHECK ((reservation_id IS NULL) = (granted_at IS NULL))
);

-- What is or will be pinned: the past stays out of the market's way.
CREATE INDEX capacity_pin_of_pool ON auctions.capacity_pin (pool, ends_at);
CREATE INDEX reservation_of_account ON auctions.capacity_pin (account_id, reservation_id DESC)
    WHERE reservation_id IS NOT NULL;
