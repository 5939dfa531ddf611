#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Any size at any moment: the grid down to 40x10, below that a sentence, and never a remnant.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

raw_is_longer() { [ "$(raw | wc -c)" -gt "$1" ]; }

start_broker
start_dash
reading kitchen-01 31.5
wait_for '^!! kitchen-01 .* > 30\.0'

for size in '200 60' '1 1' '40 10' '20 5' '500 3' '80 24' '3 200' '41 11' '120 40'; do
    # shellcheck disable=SC2086 # two words
    resize $size
done
resize 40 10
wait_for '^!! kitchen-01 +unknown +31\.5 '
wait_gone 'TREND'
resize 20 5
wait_for 'enlarge'
wait_gone 'kitchen'
resize 200 60
wait_for '^!! kitchen-01 .* > 30\.0'
wait_for 'Quit$'
resize 80 24
wait_for '^!! kitchen-01 .* > 30\.0'
wait_for 'TREND 10m .* ALERT'

# What is on the screen is what is painted from nothing.
press p
wait_for ' PAUSED '
before=$(screen)
bytes=$(raw | wc -c)
press C-l
eventually raw_is_longer $((bytes + 500)) || fail 'Ctrl-L does not paint'
is_as_before() { [ "$(screen)" = "$before" ]; }
eventually is_as_before || fail "remnants; before Ctrl-L it was: $before"
press q
wait_exit 0
tty_unchanged
