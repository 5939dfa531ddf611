#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# --record writes what comes in, as mosquitto_sub would; it goes on after a kill -9 and a restart,
# and makes room for itself.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

file=$E2E_DIR/house.jsonl
recorded() { [ "$(grep -c "$1" "$file")" -eq "$2" ]; }
wait_recorded() { eventually recorded "$1" "$2" || fail "not $2 times in the recording: $1"; }
# What two recordings have to have in common, from when both listened: all but the time and the way
# it came.
essence() { sed -n '/"offline"/,$p' | sed 's/^{"tst":"[^"]*+0000",/{/; s/"mid":[0-9]*,//; s/"qos":[01],//'; }

start_broker
mosquitto_sub -h 127.0.0.1 -p "$port" -q 1 -t 'home/+/sensors' -t 'home/+/status' -F %j >"$E2E_DIR/theirs" &
sub=$!
start_dash --record "$file"
both_listen() {
    publish home/a/status online
    [ -s "$E2E_DIR/theirs" ] && [ -s "$file" ]
}
eventually both_listen || fail 'nothing is recorded'
publish home/a/status offline
wait_recorded offline 1
reading kitchen-01 21.5
publish home/kitchen-01/status online -r
publish "home/küche \"1\"/sensors" '{"temperature_c": 1, "x": "\u0007\\ é"}'
publish home/kitchen-01/status '' -r
wait_recorded '"payloadlen":0,"payload":null}' 1
publish elsewhere/a/status online
printf 'on\377\0' | mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t home/b/status -s
wait_recorded '"payloadlen":4,"payload_b64":"b27/AA=="' 1
has_theirs() { grep -aq 'home/b/status' "$E2E_DIR/theirs"; }
eventually has_theirs || fail 'mosquitto_sub did not hear all'
kill $sub
wait $sub 2>/dev/null
# Theirs has the last one up to the NUL, and with a byte that is no JSON.
grep -v payload_b64 "$file" | essence >"$E2E_DIR/ours.txt"
LC_ALL=C grep -av 'home/b/status' "$E2E_DIR/theirs" | essence >"$E2E_DIR/theirs.txt"
diff -u "$E2E_DIR/theirs.txt" "$E2E_DIR/ours.txt" >"$E2E_DIR/diff" ||
    fail "differs from mosquitto_sub -F %j: $(cat "$E2E_DIR/diff")"

# Killed: what was flushed is there, and whole; a line that was cut is one line.
reading kitchen-01 22.5
wait_recorded '22\.5' 1
kill -9 "$(pids sensortop)"
wait_exit 137
printf '{"tst":"2026-11-26T17:53' >>"$file"
before=$(wc -l <"$file")
pane=again start_dash --record "$file"
pane=again
reading kitchen-01 23.5
wait_recorded '23\.5' 1
sensortop --record "$file" --port "$port" 2>"$E2E_DIR/err" </dev/null
[ $? -eq 2 ] || fail 'two record into one file'
grep -q 'another program records into it' "$E2E_DIR/err" || fail "$(cat "$E2E_DIR/err")"
press q
wait_exit 0
[ "$(wc -l <"$file")" -gt $((before + 1)) ] || fail "no new lines: $before, $(wc -l <"$file")"
sensortop --test-rules "$file" 2>"$E2E_DIR/err" || fail 'the recording cannot be read'
grep -q " 1 of them damaged" "$E2E_DIR/err" || fail "not one damaged line: $(cat "$E2E_DIR/err")"

# It makes room: also where a running dashboard is confined to its own files.
pane=small start_dash --record "$E2E_DIR/few.jsonl" --record-max 64K --record-keep 2
pane=small
payload=$(printf '{"temperature_c":1,"x":"%0900d"}' 0)
for _ in $(seq 250); do printf '%s\n' "$payload"; done |
    mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t home/kitchen-01/sensors -l
has_rotated() { [ -s "$E2E_DIR/few.jsonl.2" ] && [ -s "$E2E_DIR/few.jsonl" ]; }
eventually has_rotated || fail "not rotated: $(ls -l "$E2E_DIR")"
press q
wait_exit 0
[ ! -e "$E2E_DIR/few.jsonl.3" ] || fail 'keeps more than two'
for part in few.jsonl few.jsonl.1 few.jsonl.2; do
    [ "$(wc -c <"$E2E_DIR/$part")" -le 65536 ] || fail "$part is too large"
    [ "$(tail -c 2 "$E2E_DIR/$part")" = '}' ] || fail "$part ends in half a line"
done
