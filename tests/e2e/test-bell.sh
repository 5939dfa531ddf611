#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The bell rings once when an alert starts, at most once a second, and not when muted.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash
wait_for ' bell on'

reading a-01 31
wait_for '^!! a-01 '
wait_bells 1
reading a-01 32
reading a-01 33
wait_for '^!! a-01 +unknown +33\.0 '
wait_ticks 2
wait_bells 1

# Several devices within a second are one bell; a slow machine may need longer for them.
from=$SECONDS
reading b-01 31
wait_bells 2
reading c-01 31
reading d-01 31
wait_for '^!! d-01 '
took=$((SECONDS - from))
wait_ticks 2
[ "$(bells)" -le $((3 + took)) ] || fail "$(bells) rings for four alerts within $took s"
rang=$(bells)

press m
wait_for ' bell muted'
reading e-01 31
wait_for '^!! e-01 '
wait_ticks 1
wait_bells "$rang"

# What was muted does not ring afterwards.
press m
wait_for ' bell on'
wait_ticks 1
wait_bells "$rang"

# Back inside, and out again: a new alert.
reading a-01 20
wait_for '^   a-01 '
reading a-01 31
wait_bells $((rang + 1))
