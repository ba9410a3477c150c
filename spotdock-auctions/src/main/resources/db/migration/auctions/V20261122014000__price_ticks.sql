-- What a slot-hour of a pool cost, each price until the next.
CREATE TABLE auctions.price_tick (
    pool                 text NOT NULL,
    at                   timestamptz NOT NULL,
    unit_price           bigint NOT NULL CHECK (unit_price >= 0),
    -- The waiting bid that set it; none: nobody loses, it is the floor.
    bid_id               uuid,
    cause                text NOT NULL CHECK (cause IN ('FLOOR', 'WAITING_BID')),

    PRIMARY KEY (pool, at),
    CHECK ((cause = 'FLOOR') = (bid_id IS NULL))
);

-- At most one per pool and second.
CREATE UNIQUE INDEX price_tick_second
    ON auctions.price_tick (pool, date_trunc('second', at AT TIME ZONE 'UTC'));
CREATE INDEX price_tick_age ON auctions.price_tick (at);
