#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A log instead of a screen: what is in it, its times, its end; and what systemd is told.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

export SENSORTOP_STATE=none # each start is a beginning
log=$E2E_DIR/log
log_has() { grep -E -q -e "$1" "$log"; }
wait_log() { eventually log_has "$1" || fail "not in the log: $1: $(cat "$log")"; }
has_ended() { ! kill -0 "$1" 2>/dev/null; }
ends() { # [SIGNAL]
    local status=0

    [ $# -eq 0 ] || kill "-$1" "$top"
    eventually has_ended "$top" || fail 'it does not end'
    wait "$top" || status=$?
    [ "$status" -eq 0 ] || fail "exit status $status"
}
start() { # [option]...
    : >"$log" # what is in it is of this one
    sensortop --host 127.0.0.1 --port "$port" --headless "$@" >"$log" 2>"$E2E_DIR/err" &
    top=$!
}

# The broker is not there yet, which is said once; then it comes.
free_port
port=$next_port
days=$(date +%Y-%m-%d)
start -v --high 30
wait_log '\[LINK\]'
days+="|$(date +%Y-%m-%d)"
wait_log "^($days)T[0-9:]{8}\+00:00 \[LINK\] .*refused"
start_broker
wait_log ' \[LINK\] connected$'
reading kitchen-01 21
reading kitchen-01 31.4
publish home/kitchen-01/status offline -r
wait_log ' \[SENSOR\] kitchen-01 temperature 31\.4 °C, humidity 45\.1 %$'
wait_log ' \[ALERT\] kitchen-01 temperature 31\.4 °C > 30\.0 °C$'
wait_log ' \[STATUS\] kitchen-01 offline$'
reading kitchen-01 29
wait_log ' \[CLEAR\] kitchen-01 temperature 29\.0 °C, back from > 30\.0 °C'
publish home/kitchen-01/sensors $'{"temperature_c":"\x1b[2J"}'
wait_log ' \[REFUSED\] kitchen-01 .*\\x1b\[2J'
grep -q $'\x1b' "$log" && fail 'an escape is in the log'
[ "$(grep -c 'LINK' "$log")" -eq 2 ] || fail "more than one line for one outage: $(cat "$log")"
ends TERM
[ ! -s "$E2E_DIR/err" ] || fail "said $(cat "$E2E_DIR/err")"

# Without -v no readings; only the devices that were asked for.
start --filter kitchen
wait_log 'connected$'
reading attic-01 40
reading kitchen-01 32
wait_log 'ALERT.*32\.0'
log_has SENSOR && fail 'readings without --verbose'
log_has attic && fail 'a device that the filter keeps out'
ends INT

# Nobody reads any more, and nothing happens either.
sensortop --host 127.0.0.1 --port "$port" --headless -v 2>"$E2E_DIR/err" > >(head -1 >"$log") &
top=$!
wait_log 'connected$'
ends

# systemd: a socket for signs of life, times and priorities of the journal.
python3 - "$E2E_DIR/notify" "$E2E_DIR/told" <<'EOT' &
import os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
with open(sys.argv[2], "w", buffering=1) as told:
    while True:
        told.write(s.recv(4096).decode() + "\n")
EOT
listener=$!
eventually test -S "$E2E_DIR/notify" || broken 'no socket'
: >"$log"
journal=$(stat -c %d:%i "$log")
JOURNAL_STREAM=$journal NOTIFY_SOCKET=$E2E_DIR/notify WATCHDOG_USEC=3000000 \
    sensortop --host 127.0.0.1 --port "$port" --headless >>"$log" 2>"$E2E_DIR/err" &
top=$!
told_has() { grep -E -q -e "$1" "$E2E_DIR/told"; }
wait_told() { eventually told_has "$1" || fail "systemd was not told $1: $(cat "$E2E_DIR/told")"; }
if ldconfig -p | grep -q 'libsystemd\.so\.0'; then
    wait_told '^READY=1$'
    wait_told '^WATCHDOG=1$'
    reading kitchen-01 31
    wait_told "^STATUS=127\.0\.0\.1:$port: connected, 1 device, 1 offline, 1 in alert$"
fi
wait_log '^<2>\[ALERT\] kitchen-01 temperature 31\.0 °C > 30\.0 °C$'
log_has '^<6>\[LINK\] connected$' || fail "no priority: $(cat "$log")"
ends TERM
! ldconfig -p | grep -q 'libsystemd\.so\.0' || wait_told '^STOPPING=1$'
kill "$listener"
