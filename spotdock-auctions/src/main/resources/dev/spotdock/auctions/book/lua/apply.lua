--[[ apply: makes changes to a pool's book, each idempotent by its bid's version.
  KEYS[1] zset {pool}:book     score = -effective unit price (micro-units per slot-hour), member = <seq:16 hex>:<bid id>
  KEYS[2] hash {pool}:levels   <effective unit price>:bids and :slots -> how many, and their milli-slots
  KEYS[3] hash {pool}:bids     bid id -> <version>:<seq:16 hex>:<effective unit price>:<milli-slots>:<what else the matcher needs>
  KEYS[4] hash {pool}:meta     epoch, applied
  ARGV[1] int  epoch           the caller's; another one in meta -> STALE
  ARGV[2] int  before          what the caller counted before these changes; more than in meta -> STALE; "" counts nothing
  ARGV[3] int  after           what it counts with them; "" counts nothing
  ARGV[4] str  channel         where to say that something waits; "" says nothing
  ARGV[5] str  changes         one a line, at most 1000: "put <bid id> <entry>" or "remove <bid id> <version>"
  Returns array "OK"      Errors array "STALE", nothing was changed      Cost O(changes * log n)
  Caller RedisOrderBook#apply, #correct, #seal ]]
local epoch, applied = unpack(redis.call('HMGET', KEYS[4], 'epoch', 'applied'))
if epoch ~= ARGV[1] then
  return {'STALE'}
end
if ARGV[2] ~= '' and (not applied or tonumber(applied) < tonumber(ARGV[2])) then
  return {'STALE'}
end

-- HINCRBY counts in 64 bits: sums of milli-slots may pass 2^53.
local function count(price, slots, sign)
  redis.call('HINCRBY', KEYS[2], price .. ':slots', sign .. slots)
  if redis.call('HINCRBY', KEYS[2], price .. ':bids', sign .. '1') <= 0 then
    redis.call('HDEL', KEYS[2], price .. ':bids', price .. ':slots')
  end
end

local function parse(entry)
  return string.match(entry, '^(%d+):(%x+):(%d+):(%d+):')
end

-- Whether the bid is not, or no longer, in the book at a version above `version`.
local function take_out(id, version)
  local old = redis.call('HGET', KEYS[3], id)
  if not old then
    return true
  end
  local old_version, seq, price, slots = parse(old)
  if tonumber(old_version) > tonumber(version) then
    return false
  end
  redis.call('ZREM', KEYS[1], seq .. ':' .. id)
  redis.call('HDEL', KEYS[3], id)
  count(price, slots, '-')
  return true
end

for op, id, rest in string.gmatch(ARGV[5], '(%a+) (%S+) (%S+)') do
  if op == 'remove' then
    take_out(id, rest)
  else
    local version, seq, price, slots = parse(rest)
    if take_out(id, version) then
      redis.call('ZADD', KEYS[1], '-' .. price, seq .. ':' .. id)
      redis.call('HSET', KEYS[3], id, rest)
      count(price, slots, '')
    end
  end
end

if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[4], 'applied', ARGV[3])
end
if ARGV[4] ~= '' then
  redis.call('PUBLISH', ARGV[4], 'book')
end
return {'OK'}
