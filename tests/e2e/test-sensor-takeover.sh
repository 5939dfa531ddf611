#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# "online" and "offline" are true: after a restart behind a connection that the broker still
# believes in, after a take-over by another client, and after being killed.
# shellcheck source=sensor-lib.sh
. "${top_srcdir:-.}/tests/e2e/sensor-lib.sh"

topic=home/porch-05/status
start_broker
record

# The board has lost power and started again: the old connection is there until its keepalive has
# run out, and its last will must not come after our birth.
run_pub --device-id porch-05 --simulate
first_pid=$pub_pid
wait_heard "^$topic online"
kill -STOP "$first_pid"
run_pub --device-id porch-05 --simulate
second_pid=$pub_pid
wait_heard "^$topic offline"
eventually status_is $topic '1 1 online' || fail 'the second one is not online'
kill -9 "$first_pid"
wait "$first_pid" 2>/dev/null
kill -0 "$second_pid" || fail 'the second one has ended'
status_is $topic '1 1 online' || fail 'a last will that is not true'

# Another client takes the id for a moment: the broker says offline, we say online again.
: >"$E2E_DIR/heard"
mosquitto_sub -h 127.0.0.1 -p "$port" -i sensorpub-home-porch-05 -t $topic -C 1 -W 5 >/dev/null
wait_heard "^$topic offline"
eventually status_is $topic '1 1 online' || fail 'offline for ever'

# It ends without a last will, and is offline all the same.
: >"$E2E_DIR/heard"
end_pub || fail "exit status $?"
wait_heard "^$topic offline"
[ "$(grep -c "^$topic offline" "$E2E_DIR/heard")" -eq 1 ] || fail 'a last will as well'
status_is $topic '1 1 offline' || fail 'not retained'
