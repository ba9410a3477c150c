--[[ confirm: lets a lot take bids in a run of the server, if its state is not older than what is known.
  KEYS[1] hash {lot}:lot     see bid
  ARGV[1] str  run           of the server that the caller means; another one -> STALE
  ARGV[2] int  least         the greatest number known to be handed out; a smaller seq -> BEHIND
  ARGV[3] int  last          of a closed lot, its last number: another seq, or an open state -> BEHIND; "" while it is open
  Returns array "OK", seq      Errors array "STALE", "BEHIND", nothing was changed      Cost O(1)
  Caller RedisLotBidLog#confirm ]]
if not string.find(redis.call('INFO', 'server'), 'run_id:' .. ARGV[1], 1, true) then
  return {'STALE'}
end
local seq, state = unpack(redis.call('HMGET', KEYS[1], 'seq', 'state'))
if not seq or tonumber(seq) < tonumber(ARGV[2]) then
  return {'BEHIND'}
end
if ARGV[3] ~= '' and (seq ~= ARGV[3] or state ~= 'CLOSED') then
  return {'BEHIND'}
end
redis.call('HSET', KEYS[1], 'run', ARGV[1])
return {'OK', seq}
