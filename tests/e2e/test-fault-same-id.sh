#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Two dashboards told to use one client id throw each other out: said, without a storm; and when one
# leaves, the other is well again.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

start_broker
start_pub living-01
for pane in one two; do
    fault_port[$pane]=$port
    launch_dash --id same
done
for pane in one two; do
    wait_said 'another client uses this id: same'
    check_keys
done
check_loads 3 one two

pane=two check_quit
ended_ms=$(now_ms)
faults=(one)
faults_recover
