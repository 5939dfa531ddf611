#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Ctrl-Z gives the terminal back to the shell, fg brings the grid back, as often as one likes.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash
stopped=$((128 + $(kill -l TSTP)))

for celsius in 21.5 22.5; do
    press C-z
    wait_exit $stopped
    tty_unchanged
    reading kitchen-01 $celsius
    at_shell fg
    wait_for "kitchen-01 +unknown +$celsius "
    wait_for '^F1Help'
done

# Stopped by somebody else, and in a terminal of another size afterwards.
kill -TSTP "$(pids sensortop)"
wait_exit $stopped
tty_unchanged
resize 120 10
at_shell fg
wait_for '^F1Help.* F10Quit$'
wait_for 'kitchen-01 +unknown +22\.5 '

press q
wait_exit 0
tty_unchanged

# Continued in the background it draws nothing, and a signal ends it there.
start_dash
press C-z
wait_exit $stopped
before=$(raw | wc -c)
at_shell 'bg >/dev/null'
wait_exit 0
reading kitchen-01 23.5
[ "$(raw | tail -c +"$before" | grep -c kitchen)" -eq 0 ] || fail 'it draws in the background'
kill -TERM "$(pids sensortop)"
eventually not is_running sensortop || fail 'it does not end in the background'
tty_unchanged
