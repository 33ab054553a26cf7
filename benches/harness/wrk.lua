-- Requests the paths of a file in turn, with the headers of another file, and prints one line of results.
-- Arguments: the file of paths, one per line; the file of headers, one `name: value` per line.

local requests, at = {}, 0

local function lines_of(name)
  local found = {}
  for line in io.lines(name) do
    found[#found + 1] = line
  end
  return found
end

function init(args)
  for _, line in ipairs(lines_of(args[2])) do
    local name, value = line:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
  end
  local paths = lines_of(args[1])
  -- A single path is left to wrk, which then runs no Lua for each request.
  if #paths == 1 then
    wrk.path = paths[1]
    return
  end
  for place, path in ipairs(paths) do
    requests[place] = wrk.format("GET", path)
  end
  request = function()
    at = at % #requests + 1
    return requests[at]
  end
end

function done(summary, latency, _)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  print(string.format(
    'FIGURES {"requests": %d, "microseconds": %d, "refused": %d, "broken": %d, "p50": %d, "p99": %d, "max": %d}',
    summary.requests, summary.duration, errors.status, broken,
    latency:percentile(50), latency:percentile(99), latency.max))
end
