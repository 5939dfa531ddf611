#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# No memory, at any place where the program asks for some: one sentence, status 70, and the terminal
# as it was found. Of every sixtieth; make check-deep looks at each.
# shellcheck source=fail-lib.sh
. "${top_srcdir:-.}/tests/e2e/fail-lib.sh"
fail_step=${1:-60}

ends_well() { # what, N: of the allocation that fails
    # It had no need of so many this time.
    [ "$ended" = 'exit 0' ] && [ "$(calls)" -lt "$2" ] && return
    [ "$ended" = 'exit 70' ] || fail_because "$1"
    [ "$(cat "$ended_err")" = 'out of memory' ] || fail_because "$1"
}

each_allocation() { # NAME COMMAND...
    local n total

    fail_at alloc 0 "${@:2}"
    [ "$ended" = 'exit 0' ] || fail_because "$1, nothing fails"
    total=$(calls)
    # The network thread has a say in how many there are: not to the very last.
    for ((n = 1; n <= total - 5; n += fail_step)); do
        fail_at alloc $n "${@:2}"
        ends_well "$1, allocation $n of $total" $n
    done
    echo "FAULTS | allocation fails: $1 | $(((total - 5 + fail_step - 1) / fail_step)) of $total | exit 70 |"
}

start_broker
reading kitchen-01 31.4 -r
publish home/attic-01/status offline -r
each_allocation explain without_terminal --explain home/a/sensors
each_allocation 'list of rules' without_terminal --list-rules --alert 'freezer-*: temperature > -15 for 10m'
each_allocation dashboard at_terminal 'kitchen-01' $'\rq' -p "$port" --no-confine
fail_step=$((fail_step > 1 ? fail_step : 5))
each_allocation 'all screens' at_terminal 'kitchen-01' $'\re?gGiq' -p "$port" --no-confine
