#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Nobody answers at the start: the screen is there and says why. Leaving is quick even then, and when
# the broker comes, the readings do.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
kill_broker

launch_dash
wait_for 'No devices yet'
wait_for '^!! .*refused'
wait_for ' attempt [0-9]+, next try in [0-9]'
from=$SECONDS
press q
wait_exit 0
[ $((SECONDS - from)) -le 8 ] || fail "took $((SECONDS - from)) s to leave"
tty_unchanged

launch_dash
wait_for ' attempt [2-9], next try in [0-9]'
start_broker
wait_for ' connected [0-9]'
reading kitchen-01 21.5
wait_for 'kitchen-01 +unknown +21\.5 '
