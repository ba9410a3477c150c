--[[ reset: empties a pool's book and opens a new epoch, which is STALE to every reader until it is sealed.
  KEYS[1] zset {pool}:book     emptied
  KEYS[2] hash {pool}:levels   emptied
  KEYS[3] hash {pool}:bids     emptied
  KEYS[4] hash {pool}:meta     epoch is set, applied is not
  ARGV[1] int  epoch           the new one, never used before
  Returns array "OK"      Errors none      Cost O(1), memory is freed in the background
  Caller RedisOrderBook#reset ]]
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
redis.call('HSET', KEYS[4], 'epoch', ARGV[1])
return {'OK'}
