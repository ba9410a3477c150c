-- The node is gone for good: the row goes when the last allocation gives its capacity back.
ALTER TABLE auctions.offer ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;
