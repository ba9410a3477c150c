-- Holds that are released together, such as the deposits of an auction. Once released_at is set,
-- nothing more comes into the group.
create table billing.hold_group (
    id uuid primary key,
    released_at timestamptz
);

create table billing.group_hold (
    group_id uuid not null references billing.hold_group (id),
    account_id uuid not null,
    reference uuid not null unique references billing.hold (reference),
    primary key (group_id, account_id)
);
