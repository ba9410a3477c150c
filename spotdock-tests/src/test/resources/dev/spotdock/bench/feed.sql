-- So many events that everybody sees, after those that are there; none of them in anybody's memory.
with head as (
    update feed.head set position = position + :events returning position - :events as before
)
insert into feed.event (position, event_id, type, audience, subject, key, account_id, at, recorded_at, data)
select head.before + n, gen_random_uuid(), 'price.changed', 'public', 'default', 'default', null,
    now(), now(),
    ('{"pool":"default","unitPrice":{"amount":"0.' || (10 + n % 90)
        || '","currency":"USD","per":"slot-hour"},"at":"2026-11-22T12:00:00Z"}')::json
from head, generate_series(1, :events) as n
