#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every way to say which broker.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

connects() { # LINE
    at_shell "$1"
    wait_for "^sensortop  (127\.0\.0\.1|localhost):$port  connected [0-9]"
    press q
    wait_exit 0
}

start_broker
connects "sensortop -h 127.0.0.1 -p $port"
connects "sensortop 127.0.0.1:$port"
connects "sensortop localhost -p $port"
connects "sensortop mqtt://127.0.0.1:$port"
connects "sensortop -L mqtt://127.0.0.1:$port/"
connects "SENSORTOP_HOST=127.0.0.1 SENSORTOP_PORT=$port sensortop"
connects "SENSORTOP_PORT=1 sensortop 127.0.0.1:$port"
connects "sensortop -V mqttv311 -q 0 -k 5 -i one 127.0.0.1:$port"
