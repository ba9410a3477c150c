--[[ append: for benchmarks: appends an entry, which is all that a bid's acknowledgement needs at the very least.
  KEYS[1] stream bare:entries
  ARGV[1] str  entry
  Returns str its id      Cost O(1)      Caller BareHandlers.Append#append ]]
return redis.call('XADD', KEYS[1], '*', 'b', ARGV[1])
