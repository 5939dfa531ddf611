#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# --test-rules tells what a recording would have alarmed, a line each.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
unset SENSORTOP_STALE_AFTER # as everybody has it

house=$top_srcdir/tests/data/house.jsonl

# It is what it says it is.
"$top_builddir/tests/record-house" | cmp - "$house" || fail 'house.jsonl is not what record-house makes'

tests() { # LINE(extended regex)...: of the options in $options
    local line n=0

    sensortop --test-rules "$house" "${options[@]}" >"$E2E_DIR/out" 2>"$E2E_DIR/err" ||
        fail "exit status $?: $(cat "$E2E_DIR/err")"
    for line; do
        n=$((n + 1))
        sed -n "${n}p" "$E2E_DIR/out" | grep -qxE -e "$line" ||
            fail "line $n is not $line: $(cat "$E2E_DIR/out")"
    done
    [ "$(wc -l <"$E2E_DIR/out")" -eq $n ] || fail "not $n alerts: $(cat "$E2E_DIR/out")"
}

day=2026-11-22T
options=()
tests "${day}02:15:00\+00:00  crit  home/kitchen-01  temperature  3[0-4]\.[0-9] °C  > 30\.0 °C  30m"

options=(--high off --alert 'kitchen-*: temperature > 30 for 10m' --alert 'temperature < 10 for 30m warn'
    --alert 'attic-*: offline for 5m' --alert 'kitchen-*: stale for 15m warn')
tests \
    "${day}02:25:00\+00:00  crit  home/kitchen-01  temperature  3[0-4]\.[0-9] °C  > 30\.0 °C for 10m  30m" \
    "${day}05:05:01\+00:00  crit  home/attic-01    -            offline  offline for 5m     2h" \
    "${day}09:05:02\+00:00  warn  home/cellar-01   temperature  [0-9]\.[0-9] °C   < 10\.0 °C for 30m  1h55m" \
    "${day}11:25:01\+00:00  warn  home/kitchen-01  -            stale    stale for 15m      29m59s"

# For programs: as it fires, and as it is over.
options=(--json)
tests '\{"time":"2026-11-22T02:15:00\.[0-9]*Z","type":"alert",.*"device":"kitchen-01","severity":"crit","state":"firing",.*' \
    '\{"time":"2026-11-22T02:45:00\.[0-9]*Z","type":"alert",.*"device":"kitchen-01","severity":"crit","state":"ok",.*'
options=(--csv)
tests $'time,type,location,device,metric,.*\r' \
    "${day}02:15:00.*Z,alert,home,kitchen-01,temperature,3[0-9.]*,°C,,crit,.*" "${day}.*,clear,.*"

# Nothing to tell is no failure; what is no recording is a mistake.
options=(--high off)
tests
sensortop --test-rules - <"$house" >"$E2E_DIR/out" 2>/dev/null || fail 'not from standard input'
grep -q kitchen-01 "$E2E_DIR/out" || fail "nothing from standard input: $(cat "$E2E_DIR/out")"

# Some damage is counted; nothing but damage is no recording.
(echo damaged; cat "$house") >"$E2E_DIR/damaged"
sensortop --test-rules "$E2E_DIR/damaged" >/dev/null 2>"$E2E_DIR/err" || fail 'a damaged line'
grep -q 'lines, 1 of them damaged$' "$E2E_DIR/err" || fail "not counted: $(cat "$E2E_DIR/err")"
printf 'no\nrecording\n' >"$E2E_DIR/wrong"
for way in --test-rules '--once --replay' '--replay'; do
    # shellcheck disable=SC2086 # words
    sensortop $way "$E2E_DIR/wrong" >"$E2E_DIR/out" 2>"$E2E_DIR/err" </dev/null
    [ $? -eq 2 ] || fail "$way: no recording: exit status"
    grep -q "not one line of '$E2E_DIR/wrong' is a message: the recording, line 1: .* 1 more line" \
        "$E2E_DIR/err" || fail "$way said $(cat "$E2E_DIR/err")"
done
printf 'no\nrecording\n' | sensortop --test-rules - >"$E2E_DIR/out" 2>"$E2E_DIR/err"
[ $? -eq 1 ] || fail 'no recording, from a pipe: exit status'
sensortop --test-rules /dev/null/rec 2>"$E2E_DIR/err"
[ $? -eq 2 ] || fail 'a file that is not there'
