--[[ open: writes a lot's state unless there is one; from then on it takes bids.
  KEYS[1] hash {lot}:lot     see bid
  ARGV[1] str  run           of the server that the caller means; another one -> STALE
  ARGV[2] str  fields        one a line, "<name> <value>": all of KEYS[1] but run; a value may be empty
  Returns array "OK"      Errors array "STALE", nothing was changed      Cost O(1)
  Caller RedisLotBidLog#open ]]
if not string.find(redis.call('INFO', 'server'), 'run_id:' .. ARGV[1], 1, true) then
  return {'STALE'}
end
if redis.call('EXISTS', KEYS[1]) == 0 then
  local fields = {'run', ARGV[1]}
  for name, value in string.gmatch(ARGV[2], '(%a+) ([^\n]*)\n') do
    fields[#fields + 1] = name
    fields[#fields + 1] = value
  end
  redis.call('HSET', KEYS[1], unpack(fields))
end
return {'OK'}
