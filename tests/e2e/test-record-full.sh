#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A disk that is full, for the recording: told once, everything else goes on, and it is tried again.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash --record /dev/full
reading kitchen-01 21.5
wait_for '^( ~|  ) kitchen-01 .* 21\.5 '
wait_for ' warn /dev/full: not recorded: No space left on device$'
reading kitchen-01 31.5
wait_for '^!! kitchen-01 .* 31\.5 '
press q
wait_exit 0
tty_unchanged

# A file as large as it may be: whole lines up to there.
pane=limited
at_shell "(ulimit -f 16; exec sensortop --host 127.0.0.1 --port $port --record limited)"
wait_for ' connected [0-9]'
file=$E2E_DIR/limited/limited
payload=$(printf '{"temperature_c":22,"x":"%0900d"}' 0)
for _ in $(seq 10); do printf '%s\n' "$payload"; done |
    mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t home/hall-01/sensors -l
wait_for ' warn limited: not recorded: File too large$'
reading hall-01 23.5
wait_for '^(  | ~) hall-01 .* 23\.5 '
[ "$(wc -c <"$file")" -le $((16 * 512)) ] || fail "beyond the limit: $(wc -c <"$file")"
[ "$(wc -l <"$file")" -gt 1 ] || fail 'nothing recorded'
[ "$(tail -c 2 "$file")" = '}' ] || fail 'ends in half a line'
press q
wait_exit 0

# A file system of its own that really fills up, and has room again.
pane=full
mkdir "$E2E_DIR/disk"
# Where one may have a name space of one's own: mounted there, it is nobody else's.
unshare -rm true 2>/dev/null || skip_allowed 'no file system of our own'
at_shell "unshare -rm sh -c 'mount -t tmpfs -o size=16k tmpfs $E2E_DIR/disk && cd $E2E_DIR/disk &&
    exec sensortop --host 127.0.0.1 --port $port --record rec'"
wait_for ' connected [0-9]'
disk=/proc/$(pids sensortop)/root$E2E_DIR/disk
for _ in $(seq 20); do printf '%s\n' "$payload"; done |
    mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t home/hall-01/sensors -l
wait_for ' warn rec: not recorded: No space left on device$'
[ "$(tail -c 2 "$disk/rec")" = '}' ] || fail 'ends in half a line'
: >"$disk/rec"
wait_for ' warn rec: recorded again, 0 messages are missing$'
press q
wait_exit 0
