#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A dashboard more changes nothing for the first one: nobody is thrown out, both see everything.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash
pane=other start_dash
reading kitchen-01 21.5
wait_for 'kitchen-01 +unknown +21\.5 '
pane=other wait_for 'kitchen-01 +unknown +21\.5 '

pane=other press q
pane=other wait_exit 0
reading kitchen-01 22.5
wait_for 'kitchen-01 +unknown +22\.5 '
press e
wait_for '^ EVENTS  1, newest first'
