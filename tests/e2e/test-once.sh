#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The table without a terminal: once, and every so often; as text, JSON and CSV.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

top() { timeout 100 sensortop --host 127.0.0.1 --port "$port" "$@" 2>"$E2E_DIR/err" </dev/null; }
expect() { grep -E -q -e "$1" <<<"$out" || fail "not in it: $1: $out"; }

# Nobody there: one sentence, status 1, in time.
free_port
port=$next_port
out=$(top --once -W 3) && fail 'no broker is no failure'
[ -z "$out" ] || fail "printed $out"
grep -q "^sensortop: no connection to 127.0.0.1:$port within 3s: connection refused" "$E2E_DIR/err" ||
    fail "said $(cat "$E2E_DIR/err")"
# Tables say so, and their end as well.
out=$(top --batch -n 2 -W 3 --delay 0.2) && fail 'tables without a broker are no failure'
[ "$(grep -c "^[0-9:]* 127.0.0.1:$port: connection refused .*; 0 devices" <<<"$out")" -eq 2 ] ||
    fail "not two tables: $out"
grep -q "^sensortop: no connection to 127.0.0.1:$port: connection refused" "$E2E_DIR/err" ||
    fail "said $(cat "$E2E_DIR/err")"

start_broker
publish home/kitchen-01/status online -r
publish home/kitchen-01/sensors '{"temperature_c":31.4,"humidity":38}' -r
publish home/attic-01/status offline -r
publish $'home/h\u202ex/sensors' '{"temperature_c":-5}' -r

# It ends by itself as soon as all is known.
out=$(top --once -W 60) || fail "status $?"
[ "$(wc -l <<<"$out")" -eq 4 ] || fail "not a heading and three devices: $out"
expect '^   DEVICE.* STATUS +TEMP °C '
expect '^ x attic-01 +offline '
expect '^   kitchen-01 +online +31\.4 r .*38\.0'
expect '^   h\\u\{202e\}x '
# Of one location when several are watched: as everywhere else, the location is told.
out=$(top --once -l home,office --columns device,age) || fail "status $?"
expect '^   home/kitchen-01 '
[ "$(COLUMNS=40 top --once | wc -L)" -le 40 ] || fail 'wider than COLUMNS'
[ "$(COLUMNS=200 top --once --columns device,humidity,temperature --filter kitchen |
    grep -c '^   kitchen-01 .*38\.0 .*31\.4')" -eq 1 ] || fail 'not the columns'
out=$(LC_ALL=C top --once)
LC_ALL=C grep -q '[^ -~]' <<<"$out" && fail "not ASCII: $out"

out=$(top --once --json --filter kitchen)
python3 - "$out" <<'EOT' || fail "not that JSON: $out"
import json, sys
state = json.loads(sys.argv[1])
assert state["type"] == "device" and state["device"] == "kitchen-01" and state["status"] == "online"
assert state["metrics"] == {"temperature": 31.4, "humidity": 38} and state["retained"]
assert state["age_s"] is None and state["alerts"] == []
EOT
out=$(top --once --csv --filter kitchen | tr -d '\r')
expect '^time,type,location,device,metric,value,unit,retained,severity,text$'
expect ',status,home,kitchen-01,,,,yes,,online$'
expect ',reading,home,kitchen-01,temperature,31\.4,°C,yes,,$'
[ "$(wc -l <<<"$out")" -eq 4 ] || fail "more than that: $out"

# It waits for one who is online, and shows it with its alert.
publish home/late-01/status online -r
(sleep 0.8; while sleep 0.2; do reading late-01 33; done) &
out=$(top --once --json --filter late -W 60) || fail "status $?"
expect '"metrics":\{"temperature":33,.*"alerts":\[\{"severity":"crit","state":"firing","rule":"temperature > 30C'
kill $!

# Every so often.
out=$(top --batch -n 3 --delay 0.2 -W 3) || fail "status $?"
[ "$(grep -c '^   DEVICE' <<<"$out")" -eq 3 ] || fail "not three tables: $out"
[ "$(grep -c "^[0-9:]\{8\} 127.0.0.1:$port: 4 devices, 2 online, 1 offline, 0 stale, [01] in alert$" <<<"$out")" -eq 3 ] ||
    fail "not three summaries: $out"

# The reader has enough, or there is no room.
top --batch --delay 0.1 -W 3 | head -1 >"$E2E_DIR/out"
[ "${PIPESTATUS[0]}" -eq 0 ] || fail 'a closed pipe is a failure'
if [ -w /dev/full ]; then
    top --once -W 3 >/dev/full && fail 'a full disk is no failure'
    grep -q 'No space left on device' "$E2E_DIR/err" || fail "said $(cat "$E2E_DIR/err")"
fi
