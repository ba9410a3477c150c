create schema feed;

-- The one row that gives out positions. Whoever appends locks it, so that positions are committed
-- in order: a reader that sees one sees all before it.
create table feed.head (
    only_row boolean primary key default true check (only_row),
    position bigint not null check (position >= 0),
    -- What is at or before it was removed, its time being over.
    removed_until bigint not null check (removed_until >= 0 and removed_until <= position)
);
insert into feed.head (position, removed_until) values (0, 0);

create table feed.event (
    position bigint primary key,
    event_id uuid not null unique,
    type text not null,
    audience text not null check (audience in ('public', 'owner', 'partner', 'operator')),
    subject text not null,
    key text not null,
    account_id uuid,
    at timestamptz not null,
    -- Never earlier than that of the position before.
    recorded_at timestamptz not null,
    -- As it is sent, byte by byte.
    data json not null,
    check (audience <> 'owner' or account_id is not null)
);

-- A tenant's page is merged from two of these, however many events of others are in between.
create index event_of_account on feed.event (account_id, position) where account_id is not null;
create index event_for_all on feed.event (position) where audience = 'public';
create index event_for_partners on feed.event (position) where audience = 'partner';
create index event_recorded on feed.event (recorded_at, position);
