# Functions of .ci/outside and tests/outside/contract. Sourced with the root of the repository as the working directory,
# after `set -euo pipefail`. `program` names the built program.

document=openapi/openapi.json
tools=$PWD/.ci/.tools
sources=$PWD/tests/outside
work=$(mktemp -d)
# Process ids of everything that was started.
started=()

finish() {
  local status=$? process
  # Newest first: a database outlives the servers that use it.
  for ((index = ${#started[@]} - 1; index >= 0; index--)); do
    process=${started[index]}
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  if ((status != 0)); then
    for log in "$work"/*.err; do
      grep -qsv ' INFO ' "$log" || continue
      printf '\n-- errors in %s\n' "${log##*/}"
      grep -v ' INFO ' "$log" | tail -n 20
    done
  fi
  rm -rf "$work"
}
trap finish EXIT

report() { printf '\n-- %s\n' "$1"; }

# Tools are reinstalled only when the list of versions has changed.
install_python_tools() {
  cmp -s "$sources/requirements.txt" "$tools/python/requirements.txt" && return
  if ! python3 -c 'import ensurepip' 2>/dev/null; then
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3-venv
  fi
  python3 -m venv --clear "$tools/python"
  "$tools/python/bin/pip" install --quiet --disable-pip-version-check --requirement "$sources/requirements.txt"
  cp "$sources/requirements.txt" "$tools/python/"
}

# Prints the first match of a pattern in the output of a process that was started. Usage: wait_for LOG SED_PATTERN NAME
wait_for() {
  local found process=${started[-1]}
  for _ in {1..600}; do
    found=$(sed -n "s|$2|\1|p" "$1" | head -n 1)
    if [[ -n $found ]]; then
      echo "$found"
      return
    fi
    kill -0 "$process" 2>/dev/null || break
    sleep 0.1
  done
  echo "$3 did not start" >&2
  return 1
}

# Starts the server on a free port and sets `url`. Usage: start_server NAME [DATABASE_URL]
start_server() {
  local name=$1 database=${2:-}
  : >"$work/$name.out"
  env -u DATABASE_URL -u TASSEI_PUBLIC_URL -u TASSEI_BUNDLED -u TASSEI_PREPARE \
    TASSEI_LISTEN=127.0.0.1:0 TASSEI_DATA_DIR="$work/$name" ${database:+DATABASE_URL="$database"} "$program" \
    </dev/null >"$work/$name.out" 2>"$work/$name.err" &
  started+=($!)
  url=$(wait_for "$work/$name.out" '^  \(http://[^/ ]*\)/ .*' "the server on $name")
}

# Starts a PostgreSQL cluster of our own and sets `postgres_url`; fails where its programs are missing.
start_postgres() {
  local programs directory folder=$work/cluster run=()
  for directory in $(compgen -G '/usr/lib/postgresql/*/bin' | sort -rV) ${PATH//:/ }; do
    [[ -x $directory/initdb && -x $directory/postgres ]] && programs=$directory && break
  done
  [[ -n ${programs:-} ]] || return 1
  mkdir "$folder"
  if ((EUID == 0)); then
    # initdb refuses to run as root.
    local user=nobody
    getent passwd postgres >/dev/null && user=postgres
    chmod 755 "$work"
    chown "$user" "$folder"
    run=(setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups)
  fi
  (cd "$folder" && "${run[@]}" "$programs/initdb" --auth=trust --username=tassei --encoding=UTF8 --locale=C --no-sync \
    -D "$folder/data" >"$work/initdb.err" 2>&1)
  (cd "$folder" && exec "${run[@]}" "$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= \
    -c fsync=off) >/dev/null 2>"$work/postgres.err" &
  started+=($!)
  wait_for "$work/postgres.err" '.*\(ready to accept connections\).*' PostgreSQL >/dev/null
  postgres_url=postgres://tassei@${folder//\//%2F}/postgres
}
