--[[ bid: accepts a bid on a lot that is open by this server's clock, whatever its amount, or buys the lot at once.
  KEYS[1] hash {lot}:lot         run, state, seller, auction, start, inc, buy, deposit, window, ext, left, ends, seq, ceiling, count, at, leader, number, max, price
  KEYS[2] stream {lot}:bids      <seq>-0 -> b = <id>|<bidder>|<number>|<amount>|<maximum>|<bought>|<counted>|<leading>|<price>|<leader's number>|<ends>|<at>|<key>
  KEYS[3] hash {lot}:bidders     bidder -> its number, from 1
  KEYS[4] set {lot}:deposits     bidders whose deposit is held
  KEYS[5] str {lot}:key:<bidder>:<key>   <amount>/<maximum>|<the answer's parts, each ending in "|">; expires
  ARGV[1] str  id                of the bid, new
  ARGV[2] str  bidder
  ARGV[3] int  amount            micro-units, 1 to 10^15; "" buys at once
  ARGV[4] int  maximum           at least the amount; "" buys at once
  ARGV[5] str  key               idempotency key; "" none
  ARGV[6] int  retention         of the key, milliseconds
  ARGV[7] int  barred            1: the bidder is refused
  ARGV[8] int  held              1: the bidder's deposit is held by now
  Returns str "OK|" id, seq, bidder's number, leading (1 or 0), price ("" while nobody leads), ends, at (both epoch milliseconds), replayed (1 or 0), by "|"
  Errors str "REUSED", "UNKNOWN" lot, "STALE" (the lot is not confirmed for this run of the server), "CLOSED|" ends ("" before its time), "OWN", "BARRED",
    "NOBUY", "BIDBEFORE", "DEPOSIT|" auction "|" amount, "FULL" (the ceiling is reached); nothing was changed
    One string: a server writes each array that a script answers to the network for itself.
  Cost O(1)      Caller RedisLotBidLog#bid ]]
if ARGV[5] ~= '' then
  local kept = redis.call('GET', KEYS[5])
  if kept then
    local content, parts = string.match(kept, '^([^|]*)|(.*)$')
    if content ~= ARGV[3] .. '/' .. ARGV[4] then
      return 'REUSED'
    end
    return 'OK|' .. parts .. '1'
  end
end

local run, state, seller, auction, start, inc, buy, deposit, window, ext, left, ends, seq, ceiling, count, at, leader, number, max, price =
  unpack(redis.call('HMGET', KEYS[1], 'run', 'state', 'seller', 'auction', 'start', 'inc', 'buy', 'deposit', 'window', 'ext', 'left',
    'ends', 'seq', 'ceiling', 'count', 'at', 'leader', 'number', 'max', 'price'))
if not run then
  return 'UNKNOWN'
end
-- Every start of a server has a new run id, so that an older state is never bid on unnoticed.
if not string.find(redis.call('INFO', 'server'), 'run_id:' .. run, 1, true) then
  return 'STALE'
end

local time = redis.call('TIME')
-- Never before the last bid: the server's clock may have been set back.
local now = math.max(time[1] * 1000 + math.floor(time[2] / 1000), tonumber(at))
ends = tonumber(ends)
if now >= ends then
  return 'CLOSED|' .. string.format('%d', ends)
end
if state ~= 'OPEN' then
  return 'CLOSED|'
end
if ARGV[2] == seller then
  return 'OWN'
end
if ARGV[7] == '1' then
  return 'BARRED'
end
local buys = ARGV[3] == ''
if buys and buy == '' then
  return 'NOBUY'
end
if buys and leader ~= '' then
  return 'BIDBEFORE'
end
if deposit ~= '' and ARGV[8] ~= '1' and redis.call('SISMEMBER', KEYS[4], ARGV[2]) == 0 then
  return 'DEPOSIT|' .. auction .. '|' .. deposit
end
seq = tonumber(seq) + 1
if seq > tonumber(ceiling) then
  return 'FULL'
end

-- Beyond 14 digits Lua would write an exponent.
local function text(value)
  return string.format('%d', value)
end

local bidder_number = redis.call('HGET', KEYS[3], ARGV[2])
local is_new = not bidder_number
if is_new then
  bidder_number = text(redis.call('HLEN', KEYS[3]) + 1)
end

-- The fold: WinnerDetermination#next.
local amount = tonumber(buys and buy or ARGV[3])
local maximum = tonumber(buys and buy or ARGV[4])
inc, max, price = tonumber(inc), tonumber(max), tonumber(price)
local old_leader, old_price = leader, price
local required = leader == '' and tonumber(start) or price + inc
local counted = maximum >= required
if counted then
  if leader == '' then
    leader, number, max, price = ARGV[2], bidder_number, maximum, math.max(amount, required)
  elseif leader == ARGV[2] then
    if amount >= required then
      price = amount
    end
    max = math.max(max, maximum)
  elseif maximum > max then
    price = math.max(amount, math.min(maximum, max + inc))
    leader, number, max = ARGV[2], bidder_number, maximum
  else
    price = math.min(max, maximum + inc)
  end
end

if buys then
  state = 'CLOSED'
elseif (leader ~= old_leader or price ~= old_price) and tonumber(left) > 0 and ends - now <= tonumber(window) then
  ends = ends + tonumber(ext)
  left = text(tonumber(left) - 1)
end

local leads = leader == ARGV[2] and '1' or '0'
local shown = leader == '' and '' or text(price)
-- First of all writes: a server without memory refuses it, and nothing has changed.
redis.call('XADD', KEYS[2], text(seq) .. '-0', 'b',
  table.concat({ARGV[1], ARGV[2], bidder_number, text(amount), text(maximum), buys and '1' or '0', counted and '1' or '0', leads, shown, number,
    text(ends), text(now), ARGV[5]}, '|'))
redis.call('HSET', KEYS[1], 'seq', text(seq), 'count', text(tonumber(count) + 1), 'at', text(now), 'state', state, 'ends', text(ends), 'left', left,
  'leader', leader, 'number', number, 'max', text(max), 'price', text(price))
if is_new then
  redis.call('HSET', KEYS[3], ARGV[2], bidder_number)
end
if ARGV[8] == '1' then
  redis.call('SADD', KEYS[4], ARGV[2])
end
local answer = table.concat({ARGV[1], text(seq), bidder_number, leads, shown, text(ends), text(now)}, '|') .. '|'
if ARGV[5] ~= '' then
  redis.call('SET', KEYS[5], ARGV[3] .. '/' .. ARGV[4] .. '|' .. answer, 'PX', ARGV[6])
end
return 'OK|' .. answer .. '0'
