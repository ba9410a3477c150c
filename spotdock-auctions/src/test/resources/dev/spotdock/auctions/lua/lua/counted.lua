--[[ counted: for tests: counts a caller in, and answers with what it said.
  KEYS[1] list order         of the callers
  ARGV[1] str  said          by the caller; "" is an error
  Returns str said      Errors a failure of the script      Cost O(1)      Caller ScriptPipelineTests#run ]]
if ARGV[1] == '' then
  return redis.error_reply('ERR nothing was said')
end
redis.call('RPUSH', KEYS[1], ARGV[1])
return ARGV[1]
