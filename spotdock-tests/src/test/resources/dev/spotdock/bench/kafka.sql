-- Events in the feed, four of each bid, as large as those of the market are.
--   :events   how many
with head as (
    update feed.head set position = position + :events returning position - :events as before
)
insert into feed.event (position, event_id, type, audience, subject, key, account_id, at, recorded_at, data)
select head.before + n, gen_random_uuid(), 'bid.matched', 'owner', bid, bid, gen_random_uuid(),
    clock_timestamp(), clock_timestamp(),
    format('{"bidId":"%s","pool":"default","allocationId":"%s","attempt":1,"node":"simulated-%s",'
        || '"effectiveUnitPrice":{"amount":"0.01","currency":"USD","per":"slot-hour"},'
        || '"rate":{"amount":"0.005","currency":"USD","per":"hour"},'
        || '"startBy":"2026-11-22T10:00:00.000000Z","version":%s}', bid, bid, n % 100, n % 4)::json
from head, lateral (
    select n, md5((n / 4)::text)::uuid::text as bid from generate_series(1, :events) n) as each;
