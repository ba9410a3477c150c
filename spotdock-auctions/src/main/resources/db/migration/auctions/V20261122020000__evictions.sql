-- The notice that a running (or matched) bid is under; at most one at a time.
ALTER TABLE auctions.bid
    ADD COLUMN evict_noticed_at    timestamptz,
    ADD COLUMN evict_deadline      timestamptz,
    ADD COLUMN evict_reason        text,
    ADD COLUMN evict_own_price     bigint,
    ADD COLUMN evict_winning_price bigint,
    -- When an attempt was last free because it was evicted early.
    ADD COLUMN freed_at            timestamptz,
    ADD COLUMN at_risk             boolean NOT NULL DEFAULT false,
    ADD CHECK ((evict_noticed_at IS NULL) = (evict_deadline IS NULL)),
    ADD CHECK ((evict_noticed_at IS NULL) = (evict_reason IS NULL)),
    ADD CHECK ((evict_noticed_at IS NULL) = (evict_own_price IS NULL)),
    ADD CHECK (evict_winning_price IS NULL OR evict_noticed_at IS NOT NULL),
    ADD CHECK (evict_noticed_at IS NULL OR status IN ('MATCHED', 'RUNNING')),
    ADD CHECK (evict_deadline >= evict_noticed_at);

CREATE INDEX bid_eviction ON auctions.bid (evict_deadline)
    WHERE evict_deadline IS NOT NULL AND stop_reason IS NULL;

-- Every notice that was ever given: the budget counts them, and who won stays provable.
CREATE TABLE auctions.eviction_notice (
    allocation_id       uuid NOT NULL REFERENCES auctions.allocation (id),
    noticed_at          timestamptz NOT NULL,
    bid_id              uuid NOT NULL REFERENCES auctions.bid (id),
    pool                text NOT NULL,
    reason              text NOT NULL,
    deadline            timestamptz NOT NULL,
    own_unit_price      bigint NOT NULL,
    winning_bid_id      uuid REFERENCES auctions.bid (id),
    winning_unit_price  bigint,
    withdrawn_at        timestamptz,
    PRIMARY KEY (allocation_id, noticed_at),
    CHECK (deadline >= noticed_at),
    CHECK ((winning_bid_id IS NULL) = (winning_unit_price IS NULL))
);

CREATE INDEX eviction_notice_given ON auctions.eviction_notice (pool, noticed_at);
CREATE INDEX eviction_notice_for ON auctions.eviction_notice (winning_bid_id)
    WHERE withdrawn_at IS NULL;

-- Whom freed capacity is meant for. The bid waits on, but not at the cost of its validFor.
CREATE TABLE auctions.nomination (
    bid_id              uuid PRIMARY KEY REFERENCES auctions.bid (id),
    pool                text NOT NULL,
    node                text NOT NULL,
    deadline            timestamptz NOT NULL,
    made_at             timestamptz NOT NULL,
    -- Allocations whose notices it needs; given for it, or taken over.
    victims             uuid[] NOT NULL
);

CREATE INDEX nomination_of_pool ON auctions.nomination (pool);
