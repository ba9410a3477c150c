-- The market price at which the owner of a running bid wants to be warned: its share of the
-- effective unit price, rounded up.
alter table auctions.bid
    add column alert_price bigint not null generated always as (
        (alert_percent * effective_unit_price + 99) / 100) stored;

create index bid_to_be_warned on auctions.bid (pool, alert_price)
    where status = 'RUNNING' and not at_risk;
create index bid_at_risk on auctions.bid (pool, alert_price) where at_risk;

-- The book, as PostgreSQL has it: what quotes are given from.
create index bid_best_first on auctions.bid (pool, effective_unit_price desc, sequence)
    where status = 'SUBMITTED';
