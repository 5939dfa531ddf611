#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# While paused the numbers stand still; another dashboard proves that they moved.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash
pane=witness start_dash
reading kitchen-01 21.5
wait_for 'kitchen-01 +unknown +21\.5 '

press p
wait_for ' PAUSED '
reading kitchen-01 22.5
pane=witness wait_for 'kitchen-01 +unknown +22\.5 '
pane=witness wait_ticks 2
wait_for 'kitchen-01 +unknown +21\.5 '

press p
wait_for 'kitchen-01 +unknown +22\.5 '
wait_gone 'PAUSED'
