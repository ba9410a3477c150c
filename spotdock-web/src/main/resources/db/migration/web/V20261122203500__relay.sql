-- Who tells the feed to a foreign system, and how far it has come. One instance at a time has the
-- lease; whoever stores a position says under which epoch, and is refused under an older one.
create table feed.relay (
    name text primary key,
    -- All events at or before it have arrived.
    position bigint not null check (position >= 0),
    epoch bigint not null check (epoch > 0),
    holder uuid not null,
    leased_until timestamptz not null
);
