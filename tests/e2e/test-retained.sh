#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What the broker kept from before is shown as such: its age is the one its timestamp tells, and it
# fires nothing; the first live reading does.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
publish home/attic-01/sensors '{"temperature_c":35}' -r
publish home/attic-01/status online -r
publish home/cellar-02/sensors "{\"temperature_c\":12,\"timestamp\":$(($(date +%s) - 65))}" -r
start_dash

wait_for '^   attic-01 +online +35\.0 r .* –  '
wait_for '^   cellar-02 +unknown +12\.0 r .* 1m[0-9]+s'
wait_ticks 2
wait_for ' 0 alerts '
wait_bells 0

reading attic-01 35
wait_for '^!! attic-01 +online +35\.0  .* > 30\.0 '
wait_bells 1
