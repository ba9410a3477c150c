-- Counts what an account has placed in a pool against its quota, with each plan that places more.
CREATE INDEX bid_placed_of_account ON auctions.bid (account_id, pool)
    WHERE status IN ('MATCHED', 'RUNNING');
