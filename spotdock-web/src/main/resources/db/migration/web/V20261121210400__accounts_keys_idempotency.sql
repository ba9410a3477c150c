create schema if not exists web;

create table web.account (
    id         uuid        primary key,
    email      text        not null unique check (email = lower(email) and length(email) between 3 and 320),
    name       text        not null check (length(name) between 1 and 200),
    roles      text[]      not null check (roles <@ array ['bidder', 'seller', 'partner', 'operator']),
    disabled   boolean     not null default false,
    created_at timestamptz not null
);

-- The secret itself is nowhere: a key is found by its prefix and proven by its hash.
create table web.api_key (
    id           uuid        primary key,
    account_id   uuid        not null references web.account,
    name         text        not null check (length(name) between 1 and 200),
    prefix       text        not null unique check (length(prefix) between 8 and 32),
    hash         bytea       not null check (octet_length(hash) = 32),
    created_at   timestamptz not null,
    last_used_at timestamptz,
    expires_at   timestamptz,
    revoked_at   timestamptz
);

create index api_key_by_account on web.api_key (account_id);

-- First answers of requests that carried an Idempotency-Key, for 24 hours.
create table web.idempotency (
    owner        text        not null,
    operation    text        not null,
    key          text        not null,
    request_hash bytea       not null check (octet_length(request_hash) = 32),
    status       integer     not null check (status between 200 and 299),
    location     text,
    etag         text,
    body         bytea       not null,
    created_at   timestamptz not null,
    primary key (owner, operation, key)
);

create index idempotency_by_age on web.idempotency (created_at);
