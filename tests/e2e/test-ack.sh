#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# With --bell-repeat an alert rings on until somebody acknowledges it, and stays marked then.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

rang_more_than() { [ "$(bells)" -gt "$1" ]; }

start_broker
start_dash --bell-repeat 1s
reading kitchen-01 31
wait_for '^!! kitchen-01 '
eventually rang_more_than 1 || fail "rang $(bells) times only"

press a
wait_for '^!! kitchen-01 .* ack'
wait_ticks 1
rang=$(bells)
wait_ticks 2
rang_more_than "$rang" && fail 'rings although it was acknowledged'

# Over and back: that is another alert.
reading kitchen-01 21
wait_for '^   kitchen-01 '
reading kitchen-01 31
wait_for '^!! kitchen-01 '
wait_gone ' ack'
eventually rang_more_than "$rang" || fail 'does not ring for the next one'
