#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A crash leaves a terminal that one can go on with, and the exit status says what happened.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
for signal in SEGV ABRT BUS QUIT; do
    at_shell "ulimit -c 0; sensortop --host 127.0.0.1 --port $port"
    wait_for ' connected [0-9]'
    kill -$signal "$(pids sensortop)"
    wait_exit $((128 + $(kill -l $signal)))
    tty_unchanged
    at_shell "echo heard after $signal"
    wait_exit 0
    wait_for "^heard after $signal"
done
