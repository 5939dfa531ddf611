#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A broker that is killed and started again, many times in a row.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

restarts=${1:-12}
pane=restarts
start_broker
fault_port[restarts]=$port
faults=(restarts)
start_dash
start_pub living-01
wait_for ' living-01 +online '
note_load restarts

for _ in $(seq "$restarts"); do
    kill_broker
    start_broker
done
kill_broker
wait_said 'connection refused|the broker closed the connection|hangs up on us'
check_keys
start_broker
ended_ms=$(now_ms)
check_load restarts
faults_recover
check_quit
