-- Counts an account's open bids against its quota, at each submission.
CREATE INDEX bid_open_of_account ON auctions.bid (account_id)
    WHERE status IN ('SUBMITTED', 'MATCHED', 'RUNNING');
