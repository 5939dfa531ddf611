#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A check as a monitoring system runs it: one line on standard output, a status, and in time.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

# The caller: the line must be what it takes for one, or the check is broken.
nagios='^(OK|WARNING|CRITICAL|UNKNOWN) - [^|]+( \|( ('"'([^'=|]|'')+'"')=-?[0-9.e-]+%?(;[-~:0-9.]*){0,2})+)?$'
check() { # STATUS PATTERN [option]...
    local out status=0 began=$SECONDS

    out=$(timeout 100 sensortop --host 127.0.0.1 --port "$port" --check "${@:3}" 2>"$E2E_DIR/err") ||
        status=$?
    [ "$(wc -l <<<"$out")" -eq 1 ] || fail "not one line: $out"
    grep -E -q "$nagios" <<<"$out" || fail "no plugin says: $out"
    grep -E -q -e "$2" <<<"$out" || fail "said $out, expected $2"
    [ "$status" -eq "$1" ] || fail "status $status, expected $1: $out"
    took=$((SECONDS - began))
}
# Of a busy machine: what is not in time waits for a minute, or for ever.
in_time() { [ "$took" -le "$1" ] || fail "it took $took s, not $1"; }

# Nobody there, and nobody who answers.
free_port
port=$next_port
check 3 '^UNKNOWN - connection refused' -W 3
in_time 12
coproc python3 -c '
import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1], flush=True)
input()'
read -r silent <&"${COPROC[0]}"
check 3 '^UNKNOWN - ' -W 1 --port "$silent"
in_time 12
echo >&"${COPROC[1]}"
check 3 'the options are not right' --port 0
grep -q 'sensortop: --port: not between' "$E2E_DIR/err" || fail 'why is not said'
check 3 'the options are not right' --alert 'x y z'

start_broker
check 3 '^UNKNOWN - no device$' -W 3

# Live readings every second: no need to wait for the end of the time.
publish home/freezer-01/status online -r
(while sleep 0.3; do
    read -r celsius <"$E2E_DIR/celsius" && reading freezer-01 "$celsius" &&
        echo "$celsius" >"$E2E_DIR/sent"
done) &
has_sent() { [ "$(cat "$E2E_DIR/sent" 2>/dev/null)" = "$1" ]; }
freezer_has() { # CELSIUS, from now on
    echo "$1" >"$E2E_DIR/celsius"
    eventually has_sent "$1" || broken 'the freezer says nothing'
}
freezer_has -18.2
rule='freezer-*: temperature > -15 for 10m'
check 0 "^OK - freezer-01: temperature -18\.2 °C, humidity 45\.1 % \| 'freezer-01 temperature'=-18\.2;~:-17;~:-15 'freezer-01 humidity'=45\.1%$" \
    --alert "$rule" --alert 'freezer-*: temperature > -17 warn' -W 60
in_time 30
freezer_has -12
check 2 '^CRITICAL - freezer-01: temperature -12\.0 °C > -15\.0 °C \|' --alert "$rule"
check 1 '^WARNING - freezer-01: temperature -12\.0 °C > -15\.0 °C \|' --alert "$rule warn"
check 2 '10\.4 °F > 5\.0 °F \|.*=-12;' --alert "$rule" --fahrenheit

# Devices that say nothing are not well, nor are those that say that they are not; a filter leaves
# them out.
publish home/attic-01/status offline -r
publish home/old-01/status online -r
publish home/old-01/sensors '{"temperature_c":50,"timestamp":1700000000}' -r
check 3 '^UNKNOWN - (attic-01: offline; old-01: no reading|old-01: no reading; attic-01: offline) \|' -W 3
check 3 '^UNKNOWN - attic-01: offline$' -W 3 --filter attic
check 2 '^CRITICAL - attic-01: is offline$' -W 3 --filter attic --alert offline
check 1 '^WARNING - old-01: (is stale|no reading)$' -W 3 --filter old --alert 'stale for 5m warn'
check 0 '^OK - freezer-01' --filter 'freezer'
check 0 "^OK - home/freezer-01: .* \| 'home/freezer-01 temp" --filter 'freezer' -l home,office
check 3 "no device matches 'garage'" -W 3 --filter garage

# Whatever else there is, the worst is told first.
for i in 1 2 3 4 5 6; do publish "home/a-$i/status" offline -r; done
check 2 '^CRITICAL - freezer-01: temperature -12\.0 °C > -15\.0 °C; (a-[1-6]: offline; ){4}and 2 more \|' \
    -W 4 --alert "$rule" --filter '!attic !old'

# A retained reading that says that it is new is as good as a live one.
publish home/kept-01/sensors "{\"temperature_c\":31,\"timestamp\":$(date +%s)}" -r
check 2 '^CRITICAL - kept-01: temperature 31\.0 °C > 30\.0 °C' --filter kept -W 60
in_time 30

# A name cannot end the text, nor the line.
publish "home/a|b'=c"$'\u202e'"/sensors" "{\"temperature_c\":5,\"timestamp\":$(date +%s)}" -r
check 0 "^OK - a/b'=c.* \| 'a_b''_c" --filter 'a|b'

# A recorded day.
printf '{"tst":"2026-11-22T12:%s:00.000000Z+0000","topic":"home/hall/sensors","qos":1,"retain":0,"payloadlen":22,"payload":"{\\"temperature_c\\":%s}"}\n' \
    45 21.5 55 31.5 >"$E2E_DIR/tape"
check 2 '^CRITICAL - hall: temperature 31\.5 °C' --replay "$E2E_DIR/tape@0"
sensortop --once --replay "$E2E_DIR/tape@0" | grep -q '^!! hall .* 31\.5 .* 0s *21\.5 *31\.5 > 30\.0' ||
    fail 'not the table of a recording'

# Told to end it is no OK.
sensortop --host 127.0.0.1 --port "$port" --check --filter nobody -W 60 >"$E2E_DIR/out" &
pid=$!
ready() { # no longer the shell, which catches SIGTERM as well
    grep -q '^Name:.*sensortop' "/proc/$pid/status" &&
        grep -q 'SigCgt:.*4[0-9a-f]\{3\}$' "/proc/$pid/status"
}
eventually ready || fail 'it does not start'
kill -TERM "$pid"
wait "$pid"
status=$?
[ $status -eq 3 ] || fail "ended with status $status, not 3"
grep -q '^UNKNOWN - told to end' "$E2E_DIR/out" || fail "said $(cat "$E2E_DIR/out")"
