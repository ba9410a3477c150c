--[[ trim: forgets bids that are in PostgreSQL, and lets as many new ones come.
  KEYS[1] hash {lot}:lot         see bid
  KEYS[2] stream {lot}:bids      see bid
  ARGV[1] int  above             the first number to keep
  ARGV[2] int  ceiling           the greatest number that may be handed out, as PostgreSQL has it; never lowered here
  Returns array "OK", seq      Errors array "UNKNOWN" lot      Cost O(bids forgotten)
  Caller RedisLotBidLog#trim ]]
local seq, ceiling = unpack(redis.call('HMGET', KEYS[1], 'seq', 'ceiling'))
redis.call('XTRIM', KEYS[2], 'MINID', ARGV[1] .. '-0')
if not seq then
  return {'UNKNOWN'}
end
if tonumber(ceiling) < tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], 'ceiling', ARGV[2])
end
return {'OK', seq}
