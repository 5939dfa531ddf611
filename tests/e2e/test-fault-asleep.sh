#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# We slept (Ctrl-Z, a laptop's lid), longer than the broker waits for us and than a device may be
# silent: that is no device's fault.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

pane=asleep
start_broker
fault_port[asleep]=$port
faults=(asleep)
start_pub living-01
start_dash -k 5 --stale-after 6
wait_for ' living-01 +online .* [0-2]s '

press C-z
wait_for '^ready> *$'
eventually grep -q 'exceeded timeout' "$broker_log" || fail 'the broker still waits for us'
at_shell fg
wait_for '^F1Help'
ended_ms=$(now_ms)
measured[asleep.said]=-
faults_recover
check_keys
press e
wait_for '^ EVENTS '
wait_for ' warn (we slept for longer than the broker waits|the broker closed)'
screen_has 'living-01: (stale|readings)' && fail 'the device is blamed'
press e
check_quit
