-- What a browser's cookie stands for; of the cookie a hash only.
create table web.session (
    hash            bytea       primary key check (octet_length(hash) = 32),
    account_id      uuid        not null references web.account (id),
    account_version bigint      not null, -- another one ends it
    started_at      timestamptz not null,
    used_at         timestamptz not null, -- within a minute
    expires_at      timestamptz not null
);

create index session_by_account on web.session (account_id, started_at);
create index session_by_age on web.session (expires_at);
