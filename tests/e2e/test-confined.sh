#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A dashboard that runs has given up what it does not need, and goes on: another connection, a name.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

ldd "$(command -v sensortop)" | grep -q -e asan -e tsan && skip_allowed 'sanitizers need all'
grep -q __gcov_exit "$(command -v sensortop)" && skip_allowed 'gcov writes its counts'

has_no_new_privileges() { # PROGRAM
    grep -q '^NoNewPrivs:[[:space:]]*1' "/proc/$(pids "$1")/status"
}

start_broker
start_dash --host localhost
wait_for ' connected [0-9]'
has_no_new_privileges sensortop || fail 'it may still get privileges'
reading kitchen-01 21.5
wait_for 'kitchen-01 .* 21\.5'
stop_broker
wait_for 'refused'
start_broker
wait_for ' connected [0-9]'
reading kitchen-01 22.5
wait_for 'kitchen-01 .* 22\.5'
# Nobody has made the directory of the usual state file before.
raw_has 'cannot be written' && fail 'the state is not kept'
press q
wait_exit 0
[ -n "$(find "$HOME/.local/state/sensortop" -name 'alerts-*' -size +0)" ] || fail 'no state file'

start_dash --host localhost --no-confine
wait_for ' connected [0-9]'
has_no_new_privileges sensortop && fail '--no-confine: it gave up privileges'
press q
wait_exit 0
tty_unchanged

# Where a crash leaves a core dump beside the program, it leaves none when there is a secret in it.
dumps_core() { # OPTION...
    rm -rf "$E2E_DIR/crash" "$E2E_DIR/said"
    mkdir "$E2E_DIR/crash"
    (
        cd "$E2E_DIR/crash" && ulimit -c unlimited
        exec sensortop --headless --no-confine --host 127.0.0.1 --port 1 "$@" >../said 2>&1
    ) &
    eventually grep -q -e refused -e failed "$E2E_DIR/said" || fail "it says: $(cat "$E2E_DIR/said")"
    kill -SEGV $!
    wait $!
    [ -n "$(ls "$E2E_DIR/crash")" ]
}
if dumps_core 2>/dev/null; then
    for secret in '-u ann --pw=pw' --proxy=socks5h://ann:pw@127.0.0.1:1 '--psk=00ff --psk-identity=ann'; do
        # shellcheck disable=SC2086 # words
        not dumps_core $secret || fail "$secret: it stands in a core dump"
    done
fi
