#!/bin/sh
# SPDX-License-Identifier: MIT
# deep.sh TEST...: runs tests that `make check` does not, and reports as it does. One after the other,
# because some measure what the machine can do, or DEEP_JOBS at a time.
set -u

# shellcheck disable=SC2016 # a script of its own
printf '%s\n' "$@" | xargs -n 1 -P "${DEEP_JOBS:-1}" sh -c '
    mkdir -p "$(dirname "$1")"
    "$top_srcdir/$1" >"$1.log" 2>&1
    status=$?
    case $status in
    0) word=PASS ;;
    77) word=SKIP; echo "SKIP $1 (exit status: 77)" >>"$1.log" ;; # as automake does
    *) word=FAIL ;;
    esac
    echo "$word" >"$1.word"
    echo "$word: $1"
' deep

passed=0
failed=0
skipped=0
for test; do
    case $(cat "$test.word") in
    PASS) passed=$((passed + 1)) ;;
    SKIP) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) ;;
    esac
    [ "$(cat "$test.word")" = PASS ] || cat "$test.log"
    rm "$test.word"
done

printf 'Testsuite summary for the deep tests\n# PASS:  %s\n# SKIP:  %s\n# FAIL:  %s\n# ERROR: 0\n' \
    "$passed" "$skipped" "$failed"
[ "$failed" -eq 0 ]
