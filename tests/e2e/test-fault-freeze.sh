#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A broker that is frozen is noticed within twice the keepalive, and no device is blamed for it.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

keepalive_s=5 # the shortest there is
pane=frozen
start_broker
fault_port[frozen]=$port
faults=(frozen)
start_pub living-01
start_dash -k $keepalive_s --stale-after 30
wait_for ' living-01 +online '

kill -STOP "$broker_pid"
from=$(now_ms)
note_load frozen
wait_said 'the broker stopped answering.*ages stand still'
took=$(($(now_ms) - from))
# Twice the keepalive, which is looked at every quarter of it; twice as long on a busy machine.
[ $took -le $((keepalive_s * 5000)) ] || fail "noticed after $took ms only"
check_keys
check_load frozen
wait_for ' 0 stale '

kill -CONT "$broker_pid"
ended_ms=$(now_ms)
faults_recover
check_quit
