#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A disk that takes ten seconds for an fsync: with a screen no key waits for it, although the state
# file is written.
# shellcheck source=fail-lib.sh
. "${top_srcdir:-.}/tests/e2e/fail-lib.sh"
# shellcheck source=measure-lib.sh
. "${top_srcdir:-.}/tests/e2e/measure-lib.sh"

slow=$E2E_DIR/slow # there: it is slow
state=$E2E_DIR/alerts

answers_keys() {
    local from ms

    from=$(now_ms)
    press '?'
    wait_for '^ HELP'
    press '?'
    wait_gone '^ HELP'
    ms=$(($(now_ms) - from))
    [ $ms -lt 8000 ] || fail "two keys took $ms ms"
}

start_broker
at_shell "env LD_PRELOAD=$fail_so FAIL_CALL=fsync FAIL_AT=1 FAIL_ON=1 FAIL_ANY=1 FAIL_MS=10000 FAIL_WHEN=$slow \
    sensortop --host 127.0.0.1 --port $port --state $state"
wait_for ' connected [0-9]'
touch "$slow"
reading kitchen-01 31
wait_for '^!! kitchen-01 '
press a
wait_for '^!! kitchen-01 .* ack'
for _ in 1 2 3; do
    answers_keys
    wait_ticks 1
done
eventually grep -q '^alert acked .* kitchen-01 ' "$state" || fail 'the state is not written'
answers_keys
kill -9 "$(pids sensortop)"
wait_exit 137
