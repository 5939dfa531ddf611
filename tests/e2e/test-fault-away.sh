#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# While our own connection is down that is one event: ages stand still and are marked, nobody goes
# stale or offline and nothing rings. Back again, what the broker stores corrects the table, and a
# status that was cleared meanwhile is noticed.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

ages() { screen | sed -n 's/.* 45\.1 \+\([0-9a-z]*\) .*/\1/p' | tr '\n' ' '; }

# What the broker stores lives on, and can be changed where the dashboard does not look.
mkdir "$E2E_DIR/store"
store=('persistence true' "persistence_location $E2E_DIR/store/")
free_port
dash_port=$next_port
free_port
other_port=$next_port

port=$dash_port
start_broker "${store[@]}"
pane=away
for device in kept-01 cleared-01 died-01; do
    publish "home/$device/status" online -r
done
launch_dash --stale-after 8
wait_for ' connected [0-9]'
for device in kept-01 cleared-01 died-01; do
    wait_for "^ ~? *$device +online "
done
for device in kept-01 cleared-01 died-01; do
    reading $device 29
done
wait_for ' 0 stale '
wait_for '   kept-01 +online +29.0 .* 45.1 '

stop_broker
wait_said '\(ages stand still\)'
wait_for ' AGE\*'
ages_then=$(ages)
check_keys
port=$other_port
start_broker "${store[@]}"
publish home/cleared-01/status '' -r
publish home/died-01/status offline -r
reading kept-01 35 -r
stop_broker
check_loads 9 away
[ "$(ages)" = "${ages_then:?}" ] || fail "ages go on: $ages_then, $(ages)"
wait_for ' 3 online +0 offline +0 stale +0 alerts'
wait_bells 0
# The first connection, and that it is gone.
press e
wait_for '^ EVENTS  2, newest first'
press e

port=$dash_port
start_broker "${store[@]}"
from=$(now_ms)
wait_for '^ [x ~] *died-01 +offline '
wait_for '^   kept-01 +online |^ ~ kept-01 +stale '
measured[away.back]=$(($(now_ms) - from))
wait_for ' cleared-01 +(unknown|stale) '
press e
wait_for 'cleared-01: status cleared while we were not connected'
wait_for 'died-01: offline'
press e
reading kept-01 31
wait_for '^!! kept-01 +online +31\.0'
wait_bells 1
check_quit
print_measured away
