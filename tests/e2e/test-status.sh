#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What a device says of itself: online, offline, a word that is none of them, cleared.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash

publish home/kitchen-01/status online -r
wait_for '^ *kitchen-01 +online '
wait_for '^ 1 online  0 offline '

publish home/kitchen-01/status offline -r
wait_for '^ x kitchen-01 +offline '
wait_for '^ 0 online  1 offline '
wait_for ' kitchen-01: offline'

publish home/kitchen-01/status ' "ONLINE" '
wait_for '^   kitchen-01 +online '

publish home/kitchen-01/status broken
wait_for ' 1 refused '
wait_for '^   kitchen-01 +online '

mosquitto_pub -h 127.0.0.1 -p "$port" -t home/kitchen-01/status -r -n
wait_for 'kitchen-01 +unknown '
