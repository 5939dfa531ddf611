#!/bin/bash
# SPDX-License-Identifier: MIT
# valgrind.sh TEST...: unit tests under memcheck: no invalid access, no branch on what was never
# written (which the sanitizers do not see), no leak.
set -u

command -v valgrind >/dev/null || { echo 'SKIP-ALLOWED: valgrind is not installed'; exit 77; }
grep -q __asan_init "${1:-/dev/null}" && { echo 'SKIP-ALLOWED: built with sanitizers'; exit 77; }
export SENSORTOP_ATTACK=1000

run() { # TEST
    valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite,possible \
        --suppressions="${top_srcdir:-.}/tests/valgrind.supp" "$1" >"$1.valgrind" 2>&1 && return
    echo "FAILED: $1"
    grep -E '^(==|\*\*)|ERROR|FAILED' "$1.valgrind" | head -n 40
    return 1
}
export -f run

printf '%s\n' "$@" | xargs -P"$(nproc)" -I{} bash -c 'run {}' || exit 1
echo "valgrind: $# tests are clean"
