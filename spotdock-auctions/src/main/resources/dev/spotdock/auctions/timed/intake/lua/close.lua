--[[ close: closes a lot for good; no number is handed out after it.
  KEYS[1] hash {lot}:lot     see bid
  ARGV[1] str  how           "due": only if its end has come by this server's clock; "early": at once; "unbid": at once, only if nobody has bid
  Returns array "CLOSED", seq, ends; also if it was closed before
  Errors array "UNKNOWN" lot, "STALE" (not confirmed for this run of the server), "OPEN" ends: not yet, or somebody has bid; nothing was changed
  Cost O(1)      Caller RedisLotBidLog#close ]]
local run, state, ends, seq = unpack(redis.call('HMGET', KEYS[1], 'run', 'state', 'ends', 'seq'))
if not run then
  return {'UNKNOWN'}
end
if not string.find(redis.call('INFO', 'server'), 'run_id:' .. run, 1, true) then
  return {'STALE'}
end
if state == 'OPEN' then
  local time = redis.call('TIME')
  local is_due = time[1] * 1000 + math.floor(time[2] / 1000) >= tonumber(ends)
  if (ARGV[1] == 'due' and not is_due) or (ARGV[1] == 'unbid' and seq ~= '0') then
    return {'OPEN', ends}
  end
  redis.call('HSET', KEYS[1], 'state', 'CLOSED')
end
return {'CLOSED', seq, ends}
