/** The line of one account as a Redis hash, in microseconds; what each part means stands in turn-store.ts. ARGV: what to do, then its numbers. */
export const TURNS_SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local known = redis.call('HMGET', KEYS[1], 'next', 'held', 'shift')
local held, shift = tonumber(known[2] or 0), tonumber(known[3] or 0)
local next = tonumber(known[1] or now - shift)
local a, b, c, d, e = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local function keep()
  local text = function(value) return string.format('%.0f', value) end
  redis.call('HSET', KEYS[1], 'next', text(next), 'held', text(held), 'shift', text(shift))
  redis.call('PEXPIRE', KEYS[1], text(math.max(0, next + shift - now, held - now) / 1000 + 86400000))
end
local function wait(slot)
  return math.max(slot + shift, held > now and held or 0) - now
end

if ARGV[1] == 'take' then
  local block, before, ahead, burst, open = a, b, c, d, e
  local from = math.max(next, now - open + burst + block - shift)
  if from + shift > now + ahead + burst or held > now + ahead then return {0, 0, math.max(held, from + shift - burst) - now} end
  next = math.max(from + before, math.max(now, held) - shift) + block
  local slot = next - block - burst
  keep()
  return {1, slot, wait(slot)}
end
if ARGV[1] == 'look' then return {1, a, wait(a)} end
if ARGV[1] == 'hold' then
  local till, spacing = now + a, b
  local waiting = math.floor(math.max(0, next + shift - now) / spacing)
  shift = shift + math.max(0, till - math.max(now, held, next + shift - spacing * waiting))
  held = math.max(held, till)
elseif ARGV[1] == 'align' then
  local slot, span, ends = a, b, c
  if not known[1] then return {1, 0, 0} end
  shift = math.max(shift, now + ends - span - slot)
end
keep()
return {1, 0, 0}
`;
