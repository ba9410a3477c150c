-- A bid's maximum in force stands in its own columns. A lower one that does not apply yet stands
-- beside it: it applies, for order and charge, from lowered_from on (null: as soon as the workload
-- has started and run for its minimum).
alter table auctions.bid
    add column lowered_max_per_hour bigint,
    add column lowered_per text,
    add column lowered_unit_price bigint,
    add column lowered_effective_unit_price bigint,
    add column lowered_from timestamptz,
    add constraint bid_lowered_whole check (
        (lowered_max_per_hour is null) = (lowered_per is null)
        and (lowered_max_per_hour is null) = (lowered_unit_price is null)
        and (lowered_max_per_hour is null) = (lowered_effective_unit_price is null)
        and (lowered_from is null or lowered_max_per_hour is not null)),
    add constraint bid_lowered_is_lower check (
        lowered_max_per_hour is null or lowered_max_per_hour < max_price_per_hour);

create index bid_to_be_lowered on auctions.bid (lowered_from) where lowered_from is not null;

-- Every change of a maximum in force, for charges: until "at" the maximum was max_before.
create table auctions.repricing (
    bid_id uuid not null references auctions.bid (id),
    at timestamptz not null,
    max_before bigint not null,
    primary key (bid_id, at)
);
