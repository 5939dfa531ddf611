#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Without colours an alert is still a mark, and the selection still reverse.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

colours='\x1b\[([0-9]*;)*(3[0-9]|4[0-9]|9[0-7]|10[0-7])(;[0-9]+)*m'

look() {
    wait_for ' connected [0-9]'
    reading attic-01 21
    reading kitchen-01 31
    wait_for '^!! kitchen-01 .* > 30\.0 '
    press q
    wait_exit 0
    tty_unchanged
}

start_broker
pane=option
launch_dash --no-color
look
raw_has "$colours" && fail 'colours in spite of --no-color'
wait_raw '\x1b\[([0-9]*;)*7m'

pane=variable
at_shell "NO_COLOR=1 sensortop --host 127.0.0.1 --port $port"
look
raw_has "$colours" && fail 'colours in spite of NO_COLOR'

pane=vt100 dash_term=vt100
launch_dash
look
raw_has "$colours" && fail 'colours on a vt100'

# An empty variable means nothing, and the test sees what it looks for.
pane=coloured dash_term=xterm-256color
at_shell "NO_COLOR= sensortop --host 127.0.0.1 --port $port"
look
wait_raw "$colours"
