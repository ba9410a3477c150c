-- How often capacity of the node was pinned: who planned with fewer plans again.
ALTER TABLE auctions.offer ADD COLUMN pins bigint NOT NULL DEFAULT 0 CHECK (pins >= 0);

-- The reservation that a bid uses, with its time, which never changes. Such a bid has no price and
-- is not in the book: it waits for its time, and for its own node.
ALTER TABLE auctions.bid
    ADD COLUMN reservation_id uuid REFERENCES auctions.capacity_pin (reservation_id),
    ADD COLUMN reserved_from timestamptz,
    ADD COLUMN reserved_to timestamptz,
    ADD CHECK ((reservation_id IS NULL) = (reserved_from IS NULL)),
    ADD CHECK ((reservation_id IS NULL) = (reserved_to IS NULL)),
    ADD CHECK (reservation_id IS NULL OR max_price_per_hour = 0);

CREATE INDEX bid_reserved_waiting ON auctions.bid (id)
    WHERE status = 'SUBMITTED' AND reservation_id IS NOT NULL;
CREATE INDEX bid_open_of_reservation ON auctions.bid (reservation_id)
    WHERE reservation_id IS NOT NULL AND status IN ('SUBMITTED', 'MATCHED', 'RUNNING');
