create schema webhook;

-- Where an account wants its events sent.
create table webhook.endpoint (
    id uuid primary key,
    account_id uuid not null references web.account (id),
    url text not null check (length(url) between 1 and 2000),
    -- Types, topics such as bid.*, or *.
    types text[] not null check (cardinality(types) between 1 and 50),
    enabled boolean not null default true,
    -- Who or what has disabled it; null while it is enabled.
    disabled_reason text check (disabled_reason in ('owner', 'gone', 'failing')),
    disabled_at timestamptz,
    -- Whether whoever gave the address may see what operators see; else it is told nothing of that.
    for_operator boolean not null,
    -- What of the feed is in the queue, or was not to be seen.
    position bigint not null check (position >= 0),
    -- The last time that events were lost to it, as the feed did not keep them long enough.
    missed_after bigint,
    missed_until bigint,
    missed_at timestamptz,
    -- Encrypted.
    secret bytea not null,
    previous_secret bytea,
    previous_until timestamptz,
    -- The first failure since the last success.
    failing_since timestamptz,
    -- How many calls at a time it is trusted with; 1 where it fails or is slow.
    calls_at_once smallint not null default 1 check (calls_at_once >= 1),
    version bigint not null default 0,
    created_at timestamptz not null,
    check (enabled = (disabled_reason is null)),
    check ((previous_secret is null) = (previous_until is null)),
    check ((missed_at is null) = (missed_until is null))
);
create index endpoint_of_account on webhook.endpoint (account_id, id);
create index endpoint_enabled on webhook.endpoint (id) where enabled;

-- An event and what became of telling it to an endpoint. Pending rows are the endpoint's queue.
create table webhook.delivery (
    id uuid primary key,
    endpoint_id uuid not null references webhook.endpoint (id) on delete cascade,
    position bigint not null,
    event_id uuid not null,
    type text not null,
    -- Those of one key are told one after the other, by position.
    key text not null,
    -- The CloudEvent, byte by byte as it is sent and signed.
    body text not null,
    status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    -- Some instance sends it, until then at most; and how often one began to.
    claimed_until timestamptz,
    claims bigint not null default 0,
    last_attempt_at timestamptz,
    last_status integer,
    last_error text check (length(last_error) between 1 and 200),
    created_at timestamptz not null,
    -- When it became delivered or failed.
    ended_at timestamptz,
    unique (endpoint_id, position),
    check ((status = 'pending') = (ended_at is null))
);
create index delivery_pending on webhook.delivery (endpoint_id, key, position) where status = 'pending';
create index delivery_by_status on webhook.delivery (endpoint_id, status, position);
create index delivery_ended on webhook.delivery (status, ended_at) where status <> 'pending';
create index delivery_waiting on webhook.delivery (created_at) where status = 'pending';
