-- Since when a bid that is back from an attempt waits outside the book, because its hold could not
-- be topped up; null: it is in the book, or does not wait.
ALTER TABLE auctions.bid
    ADD COLUMN unfunded_at timestamptz,
    ADD CONSTRAINT bid_unfunded_waits CHECK (unfunded_at IS NULL OR status = 'SUBMITTED');

CREATE INDEX bid_unfunded ON auctions.bid (unfunded_at, id) WHERE unfunded_at IS NOT NULL;
