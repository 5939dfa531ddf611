# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# fail-lib: the program with one of its calls failing, in a terminal of its own, or without one.
#
#   fail_at alloc 17 at_terminal '31.0' q --no-confine
#   [ "$ended" = 'exit 70' ]
#
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

fail_so=$top_builddir/tests/e2e/fail.so
at_pty=$top_builddir/tests/e2e/at-pty
[ -x "$fail_so" ] || broken 'tests/e2e/fail.so is not built: make check builds it'
grep -q __asan_init "$top_builddir/sensortop" &&
    skip_allowed 'sanitizers have an allocator of their own'

grep -q __gcov_exit "$top_builddir/sensortop" &&
    skip_allowed 'gcov allocates in our name, and does not look at what it gets'

ended=   # "exit 70", "signal 11", "exit 0 modes changed", …
ended_err=$E2E_DIR/stderr
fail_n=$E2E_DIR/calls

fail_at() { # CALL N COMMAND...: N 0 counts; the environment of the program alone
    fail_env=("FAIL_CALL=$1" "FAIL_AT=$2" "LD_PRELOAD=$fail_so" "FAIL_LOG=$fail_n")
    "${@:3}"
}
calls() { cat "$fail_n"; }

# Until the pattern is there, then the keys, which should end it.
at_terminal() { # PATTERN KEYS [OPTION]...
    ended=$(AT_PTY_SECONDS=$deadline_s "$at_pty" "$E2E_DIR/raw" "$1" "$2" \
        env TERM=xterm-256color "${fail_env[@]}" sensortop "${@:3}" 2>"$ended_err")
}
without_terminal() { # [OPTION]...
    env "${fail_env[@]}" sensortop "$@" >"$E2E_DIR/stdout" 2>"$ended_err" </dev/null
    ended="exit $?"
}

fail_because() {
    printf 'FAILED: %s: %s\n' "$*" "$ended"
    cat "$ended_err"
    exit 1
}
