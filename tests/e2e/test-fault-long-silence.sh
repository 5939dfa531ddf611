#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A broker that grants everything and delivers nothing: said after a minute, and no longer once
# something comes.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

pane=silent
start_broker
start_dash
deadline_s=120
wait_said 'subscribed, but nothing received for 60 s: check topic and ACL'
check_keys
reading kitchen-01 21
wait_for ' kitchen-01 +unknown +21\.0 '
wait_gone '^! '
check_quit
