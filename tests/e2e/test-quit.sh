#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Whichever way one leaves, the terminal is as it was found and the exit status is 0.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

signal() { kill "-$1" "$(pids sensortop)"; }
leave_by() { # COMMAND...
    start_dash
    reading kitchen-01 21.5
    wait_for 'kitchen-01 '
    "$@"
    wait_exit 0
    tty_unchanged
    wait_gone 'kitchen-01'
}

start_broker
leave_by press q
leave_by press F10
leave_by press C-c
leave_by signal TERM
leave_by signal INT
