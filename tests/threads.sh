#!/bin/bash
# SPDX-License-Identifier: MIT
# threads.sh: the tests of what two threads share (inbox, link), in a build of their own with the
# thread sanitizer, in ./build-threads.
set -u

src=$(cd "${top_srcdir:-.}" && pwd) || exit 99
tests='tests/unit/test-inbox tests/unit/test-link tests/unit/test-link-faults tests/unit/test-link-loan'
export TSAN_OPTIONS="suppressions=$src/tests/tsan.supp exitcode=66" top_srcdir=$src top_builddir=.
status=0

mkdir -p build-threads && cd build-threads || exit 99
[ -e Makefile ] || "$src/configure" -q CFLAGS='-O1 -g' --enable-sanitizers=thread || exit 99
# shellcheck disable=SC2086
make -s -j"$(nproc)" $tests || exit 99
for test in $tests; do
    "./$test" >"$test.log" 2>&1 && echo "threads: $test: clean" && continue
    cat "$test.log"
    status=1
done
exit $status
