#!/bin/sh
# SPDX-License-Identifier: MIT
# deep.sh TEST...: runs tests that `make check` does not, one after the other, and reports as it does.
set -u
passed=0
failed=0
skipped=0

for test; do
    log=$test.log
    mkdir -p "$(dirname "$log")"
    "$top_srcdir/$test" >"$log" 2>&1
    case $? in
    0) passed=$((passed + 1)) word=PASS ;;
    77) skipped=$((skipped + 1)) word=SKIP ;;
    *) failed=$((failed + 1)) word=FAIL ;;
    esac
    echo "$word: $test"
    [ $word = SKIP ] && echo "SKIP $test (exit status: 77)" >>"$log" # as automake does
    [ $word = PASS ] || cat "$log"
done

printf 'Testsuite summary for the deep tests\n# PASS:  %s\n# SKIP:  %s\n# FAIL:  %s\n# ERROR: 0\n' \
    "$passed" "$skipped" "$failed"
[ "$failed" -eq 0 ]
