#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# --replay shows a recording by its own clock: as it ended, on its way there, and what
# mosquitto_sub wrote; damage is passed over.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

house=$top_srcdir/tests/data/house.jsonl

# As fast as possible: the end of it stays on the screen, with its ages.
at_shell "sensortop --replay '$house@0' --alert 'offline for 1m'"
wait_for '^sensortop  replay .* 3 devices .* 11:55:0[0-9]$'
wait_for ' info end of the recording: [0-9]+ lines, 0 of them damaged$'
wait_for '^   cellar-01 +online '
wait_for '^   kitchen-01 +online '
press e
wait_for ' 02:[0-9:]+ crit kitchen-01: temperature 3[0-9]\.[0-9] °C > 30\.0 °C'
wait_for ' 05:01:0[0-9] crit attic-01: has been offline for 1m$'
press e
press q
wait_exit 0
tty_unchanged

# 360 times as fast: the alert comes, and goes, after a while. Half an hour is five seconds.
line() { # TIME TOPIC PAYLOAD
    printf '{"tst":"2026-11-26T%s.000000Z+0000","topic":"%s","qos":1,"retain":0,"payloadlen":%d,"payload":"%s"}\n' \
        "$1" "$2" ${#3} "${3//\"/\\\"}"
}
{
    line 12:00:00 home/kitchen-01/sensors '{"temperature_c":31.5}'
    line 12:30:00 home/kitchen-01/sensors '{"temperature_c":21.5}'
    line 12:30:01 home/attic-01/status offline
    line 13:00:00 home/kitchen-01/sensors '{"temperature_c":21.5}'
} >"$E2E_DIR/hour.jsonl"
pane=fast
at_shell "sensortop --replay '$E2E_DIR/hour.jsonl@360'"
wait_for '^!! kitchen-01 .* > 30\.0 '
wait_for ' 12:[0-5][0-9]:[0-9]{2}$'
wait_gone '^!! kitchen-01 '
wait_for '^ x attic-01 +offline '
press q
wait_exit 0

# Recorded by mosquitto_sub, as text and as objects; damaged in between; other locations.
cat >"$E2E_DIR/sub.jsonl" <<'EOT'
{"tst":"2026-11-26T14:23:14.855007Z-0330","topic":"home/hall/sensors","qos":0,"retain":0,"payloadlen":22,"payload":"{\"temperature_c\":21.5}"}
{"tst":"2026-11-26T14:23:55.469978Z-0330","topic":"office/desk/sensors","qos":0,"retain":0,"payloadlen":40,"payload":{"temperature_c":22.5,"properties":{"a":[1]}}}

{"tst":"2026-11-26T14:23:55.4
{"tst":"2026-11-26T14:23:56.500000Z-0330","topic":"home/hall/status","qos":1,"retain":0,"payloadlen":6,"mid":2,"properties":{"user-properties":{"a":"b"}},"payload":"online"}
EOT
pane=sub
at_shell "sensortop --replay '$E2E_DIR/sub.jsonl@0'"
wait_for ' 2 devices .* 17:53:56$'
wait_for '^   home/hall +online +21\.5 '
wait_for '^   office/desk +unknown +22\.5 '
press e
wait_for ' warn the recording, line 4: byte 8: a string without an end:$'
press q
wait_exit 0
pane=office
at_shell "sensortop -l office --replay '$E2E_DIR/sub.jsonl@0'"
wait_for '^   desk +unknown +22\.5 '
screen_has hall && fail 'a location that was not asked for'
press q
wait_exit 0

# As on the screen: a device of one of several locations is called by both.
sensortop --once --replay "$E2E_DIR/sub.jsonl@0" >"$E2E_DIR/out" || fail "once: $?"
grep -q '^   office/desk ' "$E2E_DIR/out" || fail "once: $(cat "$E2E_DIR/out")"
sensortop --check --replay "$E2E_DIR/sub.jsonl@0" --high 22 >"$E2E_DIR/out"
grep -q 'office/desk' "$E2E_DIR/out" || fail "check: $(cat "$E2E_DIR/out")"

# Without a screen: at once, and to its end.
# What a configuration file says of recordings and history is for the broker.
sensortop --headless --replay "$house" --alert 'offline for 1m' --record "$E2E_DIR/again" \
    --history-db "$E2E_DIR/history.db" >"$E2E_DIR/out" || fail 'headless'
[ ! -e "$E2E_DIR/again" ] && [ ! -e "$E2E_DIR/history.db" ] || fail 'a recording is written down'
grep -q '^2026-11-22T02:15:00+00:00 \[ALERT\] kitchen-01 temperature 3' "$E2E_DIR/out" || fail "$(cat "$E2E_DIR/out")"
grep -q '^2026-11-22T05:01:01+00:00 \[ALERT\] attic-01 ' "$E2E_DIR/out" || fail "$(cat "$E2E_DIR/out")"
sensortop --once --replay "$house" >"$E2E_DIR/out" || fail "once: $?"
grep -qE '^   cellar-01 +online ' "$E2E_DIR/out" || fail "$(cat "$E2E_DIR/out")"
sensortop --check --replay "$house" --high 22 >"$E2E_DIR/out"
[ $? -eq 2 ] || fail "check: $(cat "$E2E_DIR/out")"
sensortop --check --replay "$house" >"$E2E_DIR/out" || fail "check: $(cat "$E2E_DIR/out")"

for wrong in nowhere.jsonl "$E2E_DIR"; do
    sensortop --replay "$wrong" 2>"$E2E_DIR/err" </dev/null
    [ $? -eq 2 ] || fail "$wrong: is replayed"
    grep -q "cannot read the recording '$wrong': " "$E2E_DIR/err" || fail "$(cat "$E2E_DIR/err")"
done
