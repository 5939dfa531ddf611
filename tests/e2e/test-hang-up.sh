#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The terminal goes away: the program ends, also when no signal tells it.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash
tmux kill-session -t "=$pane:"
eventually not is_running sensortop || fail 'survives its terminal'

# A session of its own: the kernel sends it no SIGHUP.
pane=detached
at_shell "setsid --wait sensortop --host 127.0.0.1 --port $port"
wait_for ' connected [0-9]'
tmux kill-session -t "=$pane:"
eventually not is_running sensortop || fail 'survives its terminal when nobody tells it'
