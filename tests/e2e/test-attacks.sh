#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Whoever may publish sends as much as the broker takes: a million (or the number given) invented devices and metrics, the
# largest payloads and topics, rubbish, storms of status and alerts. Memory stays within its bound,
# keys are answered meanwhile, what is refused is counted, and an honest sensor is still seen.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
# shellcheck source=measure-lib.sh
. "${top_srcdir:-.}/tests/e2e/measure-lib.sh"
command -v python3 >/dev/null || skip 'python3 is missing'

deadline_s=60

refused() { screen | sed -n 's/^ *refused  *\([0-9]*\).*/\1/p'; }

# The worst of the key presses while it goes on.
attack() { # KIND N RSS-MIB-MAX
    local flood worst=0 rss most=0

    python3 "$top_srcdir/tests/e2e/flood.py" "$port" "$1" "$2" &
    flood=$!
    while kill -0 $flood 2>/dev/null; do
        press_help
        [ "$key_ms" -le $worst ] || worst=$key_ms
        rss=$(rss_kib "$dash")
        [ "$rss" -le "$most" ] || most=$rss
    done
    wait $flood || broken "flood.py $1"
    [ "$most" -le $(($3 * 1024)) ] || fail "$1: $most KiB"
    reading honest-01 22.5
    reading honest-01 23.5
    press i
    wait_for '^ LINK'
    echo "ATTACK | $1, $2 messages | at most $((most / 1024)) MiB | key after $worst ms at worst |" \
        "$(screen | grep -E '^ *(received|refused|metrics ignored|devices|table was full) ' | tr -s ' ' | paste -sd';') |"
    press i
    wait_gone '^ LINK'
}

start_broker 'max_queued_messages 0'
start_dash --history 60 --alert 'offline warn'
dash=$(pids sensortop)
# Before the table is full: a place for who is honest.
reading honest-01 21.5
wait_for 'honest-01 .* 21\.5'
million=${1:-1000000}
# 100,000 devices with 60 readings each are below 200 MiB; the inbox may hold 64.
attack metrics "$million" 264
attack payloads $((million / 500)) 264
attack too-large $((million / 500)) 264
attack topics $((million / 500)) 264
attack deep $((million / 500)) 264
attack bad-json "$million" 264
attack flips "$million" 264
attack alerts "$million" 264
attack clears "$million" 264
press i
wait_for '^ +refused +[1-9]'
wait_for '^ +metrics ignored +[1-9]'
press i
# Last: nobody who is new finds room afterwards.
attack ids "$million" 264
[ "$million" -lt 1000000 ] || wait_for 'table full: [0-9]+ refused'
press /
press -l honest-01
press Enter
wait_for 'honest-01 .* 23\.5'
press q
wait_exit 0
tty_unchanged
