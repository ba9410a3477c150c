--[[ depth: returns the best price levels, with how much waits at each.
  KEYS[1] zset {pool}:book     score = -effective unit price
  KEYS[2] hash {pool}:levels   <effective unit price>:bids and :slots
  KEYS[3] hash {pool}:meta     epoch, applied
  ARGV[1] int  epoch           the caller's; another one in meta -> STALE
  ARGV[2] int  applied         the caller's count; more than in meta -> STALE
  ARGV[3] int  limit           levels, 1 to 1000
  Returns array "OK", then price, bids, milli-slots of each level, best first
  Errors array "STALE", also for a book that contradicts itself
  Cost O(limit * log n)      Caller RedisOrderBook#depth ]]
local epoch, applied = unpack(redis.call('HMGET', KEYS[3], 'epoch', 'applied'))
if epoch ~= ARGV[1] or not applied or tonumber(applied) < tonumber(ARGV[2]) then
  return {'STALE'}
end

local found = {'OK'}
local above = '-inf'
for _ = 1, tonumber(ARGV[3]) do
  local next = redis.call('ZRANGEBYSCORE', KEYS[1], above, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  if #next == 0 then
    break
  end
  local price = string.gsub(next[2], '^-', '')
  local bids, slots = unpack(redis.call('HMGET', KEYS[2], price .. ':bids', price .. ':slots'))
  if not bids then
    return {'STALE'}
  end
  found[#found + 1] = price
  found[#found + 1] = bids
  found[#found + 1] = slots
  above = '(' .. next[2]
end
return found
