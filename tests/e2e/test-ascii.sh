#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Not one byte beyond ASCII goes to a terminal that cannot show it, or should not.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

look() {
    wait_for ' connected [0-9]'
    reading küche-01 31.5
    wait_for '^!! k\?che-01 +unknown +31\.5 '
    wait_for '^   DEVICE\^ '
    press '?'
    wait_for '^ HELP'
    press q
    wait_exit 0
    raw_has '[^\x00-\x7f]' && fail 'bytes beyond ASCII'
}

start_broker
pane=option
launch_dash --ascii
look
pane=c-locale
at_shell "LC_ALL=C sensortop --host 127.0.0.1 --port $port"
look

# And the test sees what it looks for.
pane=utf8
start_dash
reading küche-01 31.5
wait_for '^!! küche-01 '
wait_raw '[^\x00-\x7f]'
