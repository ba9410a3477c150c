-- Null: nobody logs in with a password. A version more with each change of roles or of disabled.
alter table web.account
    add column password_hash text check (length(password_hash) between 1 and 500),
    add column version       bigint not null default 0;

-- What the installation made for itself, because nobody has given it.
create table web.secret (
    name  text  primary key,
    value bytea not null check (octet_length(value) between 32 and 64)
);

-- Attempts to log in. No addresses of mail: people type passwords there, and unknown ones too.
create table web.login_attempt (
    id         bigint      primary key generated always as identity,
    email_hash bytea       not null check (octet_length(email_hash) = 32),
    address    text        not null check (length(address) between 1 and 64),
    succeeded  boolean     not null default false,
    at         timestamptz not null
);

create index login_attempt_by_email on web.login_attempt (email_hash, at);
create index login_attempt_by_address on web.login_attempt (address, at);
create index login_attempt_by_age on web.login_attempt (at);

-- Who did what to identity, and what operators did; no secrets.
create table web.audit_event (
    id         bigint      primary key generated always as identity,
    at         timestamptz not null,
    type       text        not null check (length(type) between 1 and 40),
    account_id uuid, -- who did it; null: nobody who is known
    subject    text        check (length(subject) between 1 and 200), -- to whom or what
    detail     text        check (length(detail) between 1 and 500),
    result     text        not null check (length(result) between 1 and 40),
    address    text        check (length(address) between 1 and 64), -- null: this process
    trace_id   text        check (length(trace_id) between 1 and 100)
);

create index audit_event_by_account on web.audit_event (account_id, id);
create index audit_event_by_type on web.audit_event (type, id);
create index audit_event_by_age on web.audit_event (at);

-- Null: whatever the account may do.
alter table web.api_key
    add column scopes text[] check (cardinality(scopes) between 1 and 50);
