#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A dashboard that runs has given up what it does not need, and goes on: another connection, a name.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

ldd "$(command -v sensortop)" | grep -q -e asan -e tsan && skip_allowed 'sanitizers need all'
grep -q __gcov_exit "$(command -v sensortop)" && skip_allowed 'gcov writes its counts'

has_no_new_privileges() { # PROGRAM
    grep -q '^NoNewPrivs:[[:space:]]*1' "/proc/$(pids "$1")/status"
}

start_broker
start_dash --host localhost
wait_for ' connected [0-9]'
has_no_new_privileges sensortop || fail 'it may still get privileges'
reading kitchen-01 21.5
wait_for 'kitchen-01 .* 21\.5'
stop_broker
wait_for 'refused'
start_broker
wait_for ' connected [0-9]'
reading kitchen-01 22.5
wait_for 'kitchen-01 .* 22\.5'
# Nobody has made the directory of the usual state file before.
raw_has 'cannot be written' && fail 'the state is not kept'
press q
wait_exit 0
[ -n "$(find "$HOME/.local/state/sensortop" -name 'alerts-*' -size +0)" ] || fail 'no state file'

start_dash --host localhost --no-confine
wait_for ' connected [0-9]'
has_no_new_privileges sensortop && fail '--no-confine: it gave up privileges'
press q
wait_exit 0
tty_unchanged
