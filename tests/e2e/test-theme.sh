#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A theme is what the terminal gets: 256 colours where there are so many, no colours in mono.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

# As a program sends it, and as the terminal that tmux is may put it.
of_256() { echo "\\x1b\\[([0-9]*;)*[34]8[;:]5[;:]$1m"; }
colours='\x1b\[([0-9]*;)*(3[0-9]|4[0-9]|9[0-7]|10[0-7])(;[0-9]+)*m'

look() {
    wait_for ' connected [0-9]'
    reading attic-01 21
    wait_for '^   attic-01 .* 21\.0'
    press q
    wait_exit 0
    tty_unchanged
}

start_broker
pane=light dash_term=xterm-256color
launch_dash --theme light
look
wait_raw "$(of_256 '[0-9;:]*24')" # the heading

pane=contrast
launch_dash --theme high-contrast
look
wait_raw "$(of_256 '[0-9;:]*16')" # the background

pane=mono
launch_dash --theme=mono
look
raw_has "$colours" && fail 'mono has colours'

# Where there are eight, no more are asked for.
pane=few dash_term=xterm
launch_dash --theme light
look
wait_raw "$colours"
raw_has "$(of_256 '[0-9]+')" && fail 'colours that the terminal does not have'
exit 0
