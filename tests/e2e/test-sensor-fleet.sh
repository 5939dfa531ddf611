#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Many devices from one process, each with a connection and a last will of its own, and a scenario.
# shellcheck source=sensor-lib.sh
. "${top_srcdir:-.}/tests/e2e/sensor-lib.sh"

start_broker
record
ulimit -Sn 256 # fewer than it needs: it asks for more
run_pub --simulate 100 --device-id load --interval 5
# Of how many devices: on a slow machine one may have to connect twice.
count_heard() { grep -o "^home/load-[0-9]*/$1" "$E2E_DIR/heard" | sort -u | wc -l; }
all_are() { [ "$(count_heard "status $1")" -eq 100 ]; }
eventually all_are online || fail "online: $(count_heard 'status online') of 100"
all_sent() { [ "$(count_heard sensors)" -eq 100 ]; }
eventually all_sent || fail 'not a reading of each'
kill -9 "$pub_pid"
wait "$pub_pid" 2>/dev/null
eventually all_are offline || fail "last wills: $(count_heard 'status offline') of 100"

# They leave together: it takes no longer than one alone.
: >"$E2E_DIR/heard"
run_pub --simulate 100 --device-id load --interval 5
eventually all_are online || fail "online: $(count_heard 'status online') of 100"
kill -STOP "$broker_pid"
start_s=$SECONDS
end_pub || fail "exit status $?"
[ $((SECONDS - start_s)) -le 30 ] || fail "took $((SECONDS - start_s)) s to leave a frozen broker"
kill -CONT "$broker_pid"
eventually all_are offline || fail "offline: $(count_heard 'status offline') of 100"

cat >"$E2E_DIR/story" <<'STORY'
devices kitchen attic porch cellar
kitchen-01  at 0                heat to 40C
attic-01    at 1s  every 3s     die          for 1s
porch-01    at 1s               garbage
cellar-01   at 1s               blank
STORY
run_pub --scenario "$E2E_DIR/story" --interval 0.5 --heartbeat 0.5
wait_heard '^home/attic-01/status offline'
: >"$E2E_DIR/heard"
wait_heard '^home/attic-01/status online'
wait_heard '^home/cellar-01/sensors .*"temperature_c":null,"temperature_f":null,"humidity":null'
porch_is_broken() { grep '^home/porch-01/sensors' "$E2E_DIR/heard" | grep -v -q '"simulated"'; }
eventually porch_is_broken || fail 'no garbage'
wait_heard '^home/kitchen-01/sensors .*"temperature_c":2[5-9]'
end_pub || fail "exit status $?"
