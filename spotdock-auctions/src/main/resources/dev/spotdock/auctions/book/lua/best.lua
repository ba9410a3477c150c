--[[ best: returns up to N waiting bids after a cursor, best first; removes nothing.
  KEYS[1] zset {pool}:book   score = -effective unit price (micro-units per slot-hour), member = <seq:16 hex>:<bid id>
  KEYS[2] hash {pool}:bids   bid id -> entry
  KEYS[3] hash {pool}:meta   epoch, applied
  ARGV[1] int  epoch         the caller's; another one in meta -> STALE
  ARGV[2] int  applied       the caller's count; more than in meta -> STALE
  ARGV[3] int  score         of the last bid seen; "" from the best
  ARGV[4] str  seq           of the last bid seen, 16 hex digits; it may have left the book; "" from the best
  ARGV[5] int  limit         1 to 1000
  Returns array "OK", meta's applied, then "<bid id>:<entry>" each (may be none)
  Errors array "STALE", also for a book that contradicts itself
  Cost O(limit + log n * log level)      Caller RedisOrderBook#best ]]
local epoch, applied = unpack(redis.call('HMGET', KEYS[3], 'epoch', 'applied'))
if epoch ~= ARGV[1] or not applied or tonumber(applied) < tonumber(ARGV[2]) then
  return {'STALE'}
end

local start = 0
if ARGV[3] ~= '' then
  -- Within a level members are in order: look for the first one after the cursor by halves.
  local low = redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. ARGV[3])
  local high = redis.call('ZCOUNT', KEYS[1], '-inf', ARGV[3])
  while low < high do
    local middle = math.floor((low + high) / 2)
    local member = redis.call('ZRANGE', KEYS[1], middle, middle)[1]
    if string.sub(member, 1, 16) > ARGV[4] then
      high = middle
    else
      low = middle + 1
    end
  end
  start = low
end

local found = {'OK', applied}
local members = redis.call('ZRANGE', KEYS[1], start, start + tonumber(ARGV[5]) - 1)
if #members == 0 then
  return found
end
local ids = {}
for i, member in ipairs(members) do
  ids[i] = string.sub(member, 18)
end
local entries = redis.call('HMGET', KEYS[2], unpack(ids))
for i, id in ipairs(ids) do
  if not entries[i] then
    return {'STALE'}
  end
  found[i + 2] = id .. ':' .. entries[i]
end
return found
