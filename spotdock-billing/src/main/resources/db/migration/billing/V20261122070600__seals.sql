-- The journal's lines in ranges, each hashed together with the hash before it: whoever changes,
-- removes or inserts a line behind the triggers' back has to recompute every later hash, and these
-- are shown to operators and logged.
create function billing.seal_hash(previous bytea, from_position bigint, to_position bigint)
returns bytea language sql stable parallel safe
return (
    select sha256(previous || convert_to(
        from_position || ' ' || to_position || E'\n' || coalesce(string_agg(concat_ws(' ',
            t.position, t.entry_id, t.debit, t.credit, t.amount, t.kind,
            trunc(extract(epoch from t.at) * 1000000), coalesce(t.wallet_id::text, '-'),
            coalesce(t.balance_after::text, '-'), coalesce(t.bid_id::text, '-'),
            coalesce(t.allocation_id::text, '-'), coalesce(t.slice_no::text, '-'),
            coalesce(t.reference::text, '-')), E'\n' order by t.position), ''), 'UTF8'))
    from billing.transfer t
    where t.position between from_position and to_position);

create table billing.seal (
    number bigint primary key,
    from_position bigint not null unique,
    to_position bigint not null unique,
    previous bytea not null,
    hash bytea not null,
    sealed_at timestamptz not null,
    constraint seal_number check (number >= 1),
    constraint seal_range check (from_position between 1 and to_position),
    constraint seal_hashes check (length(previous) = 32 and length(hash) = 32)
);

create trigger seal_append_only
    before update or delete or truncate on billing.seal
    for each statement execute function billing.refuse_change();
