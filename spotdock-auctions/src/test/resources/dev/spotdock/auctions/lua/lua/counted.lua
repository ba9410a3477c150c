--[[ counted: for tests: counts callers in, and answers each with what it said.
  KEYS[1] list order         of the callers
  ARGV[1] str  said          by the caller; "" is an error
  Returns str said, a line for each      Errors str "FAILED|"      Cost O(callers)      Caller ScriptPipelineTests#run ]]
local answers = {}
for i = 1, #KEYS do
  if ARGV[i] == '' then
    answers[i] = 'FAILED|nothing was said'
  else
    redis.call('RPUSH', KEYS[i], ARGV[i])
    answers[i] = ARGV[i]
  end
end
return table.concat(answers, '\n')
