/**
 * What both scripts begin with. `machine` is Redis's own clock in microseconds. `ahead` is by how much that clock was
 * set back since the limit was first used: `now` never runs backwards, or whoever asks after a failover to a slower
 * clock would wait for the difference.
 */
const OPENING = `
local requests, length = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call("TIME")
local machine = tonumber(time[1]) * 1000000 + tonumber(time[2])
local state = redis.call("HMGET", KEYS[2], "seen", "ahead", "total", "last", "rest")
local seen, ahead, total = tonumber(state[1]) or 0, tonumber(state[2]) or 0, tonumber(state[3]) or 0
local last, restUntil = tonumber(state[4]) or 0, tonumber(state[5]) or 0
if machine < seen then ahead = ahead + seen - machine end
local now = machine + ahead

local function momentOf(entry) return tonumber(string.match(entry, ":(%d+)$")) end
`;

/**
 * Reserves places in a sliding window. KEYS: places, state. ARGV: requests, length, how many passed that were not
 * counted, how long a rest is to be kept, then for each who asks: how many places, patience, 1 if it heeds a rest.
 * Answers with a code and a wait for each: 0 refused, 1 reserved, 2 rest and ask again. Times are microseconds.
 *
 * Places are numbered as they are taken. A batch is one entry, with the number of its last place as score and
 * "number:moment" as member, so a place's moment is that of the first entry at or after its number. Place n may be
 * taken once place n - requests is one length old, and never before place n - 1.
 */
export const RESERVE = `${OPENING}
local function text(number) return string.format("%.0f", number) end

local function momentFor(count)
  local at = math.max(now, last)
  local place = total - requests + count
  if place > 0 then
    local found = redis.call("ZRANGEBYSCORE", KEYS[1], text(place), "+inf", "LIMIT", 0, 1)
    if found[1] then at = math.max(at, momentOf(found[1]) + length) end
  end
  return at
end

local function note(count, at)
  total, last = total + count, at
  redis.call("ZADD", KEYS[1], text(total), text(total) .. ":" .. text(at))
end

if not state[1] then redis.call("DEL", KEYS[1]) end
if tonumber(ARGV[3]) > 0 then note(tonumber(ARGV[3]), math.max(now, last)) end
if tonumber(ARGV[4]) > 0 then restUntil = math.max(restUntil, now + tonumber(ARGV[4])) end

local answers = {}
local function answer(code, wait)
  answers[#answers + 1] = code
  answers[#answers + 1] = wait
end

for n = 5, #ARGV, 3 do
  local count, patience = tonumber(ARGV[n]), tonumber(ARGV[n + 1])
  local at = momentFor(count)
  local rest = ARGV[n + 2] == "1" and math.max(0, restUntil - now) or 0
  local wait = math.max(at - now, rest)
  if wait > patience then
    answer(0, wait)
  elseif rest > 0 then
    answer(2, rest)
  else
    note(count, at)
    answer(1, wait)
  end
end

redis.call("ZREMRANGEBYSCORE", KEYS[1], "-inf", text(total - requests))
redis.call("HSET", KEYS[2], "seen", text(machine), "ahead", text(ahead), "total", text(total),
  "last", text(last), "rest", text(restUntil))
local kept = math.max(1, math.ceil((math.max(last + length, restUntil) - now) / 1000) + 1)
redis.call("PEXPIRE", KEYS[1], text(kept))
redis.call("PEXPIRE", KEYS[2], text(kept))
return answers
`;

/**
 * Counts the places that are free now. KEYS and the first two of ARGV as those of `RESERVE`. Searches by halves for
 * the last entry that is at least one length old: the places after it are taken.
 */
export const COUNT_FREE = `${OPENING}
if restUntil > now then return 0 end
local from, to = 0, redis.call("ZCARD", KEYS[1])
if to == 0 then return requests end
local old = total - requests
while from < to do
  local middle = math.floor((from + to) / 2)
  local entry = redis.call("ZRANGE", KEYS[1], middle, middle)[1]
  if momentOf(entry) + length <= now then
    old = tonumber(string.match(entry, "^(%d+)"))
    from = middle + 1
  else
    to = middle
  end
end
return math.max(0, requests - (total - math.max(old, 0)))
`;
