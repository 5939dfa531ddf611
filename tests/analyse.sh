#!/bin/bash
# SPDX-License-Identifier: MIT
# analyse.sh [PROGRAM]...: what three programs find in src/ that read C without running it: cppcheck,
# clang-tidy and scan-build, or those that are named. Each is skipped where it is not installed; what they
# are not to say, and why, stands in .clang-tidy and tests/cppcheck-suppressions.
# shellcheck disable=SC2317 # functions are called by name
set -u

cd "${top_srcdir:-.}" || exit 99
build=$(cd "${top_builddir:-build}" && pwd) || exit 99
flags=(-std=c11 -D_GNU_SOURCE '-DPACKAGE_VERSION="0"' '-DSYSCONFDIR="/etc"' -DENABLE_READ_BUFFER=1 -Isrc "-I$build")
mapfile -t libraries < <(pkg-config --cflags json-c libmosquitto ncursesw | tr ' ' '\n' | grep .)
# Headers of libraries are not ours to judge.
flags+=("${libraries[@]/#-I/-isystem}")
jobs=$(nproc)
status=0
ran=0

has() { command -v "$1" >/dev/null || { echo "analyse: $1 is not installed"; return 1; }; }
report() { # NAME RESULT
    ran=$((ran + 1))
    [ "$2" -eq 0 ] && echo "analyse: $1: clean" && return
    echo "analyse: $1: see above"
    status=1
}

run_cppcheck() {
    cppcheck -q -j"$jobs" --std=c11 --enable=warning,performance,portability --inline-suppr \
        --error-exitcode=1 --template='{file}:{line}: {severity}: {message} [{id}]' \
        --suppressions-list=tests/cppcheck-suppressions -Isrc '-DPACKAGE_VERSION="0"' src
}

tidy() { # FILE...
    clang-tidy --quiet "$@" -- "${flags[@]}" 2>/dev/null
}

run_tidy() {
    local files half left right

    mapfile -t files < <(find src -name '*.c' | sort)
    half=$((${#files[@]} / 2))
    tidy "${files[@]:0:half}" &
    left=$!
    tidy "${files[@]:half}"
    right=$?
    wait "$left" && [ "$right" -eq 0 ]
}

# The analyser of clang sees what it compiles: a build of its own.
run_build() {
    local dir

    dir=$(mktemp -d) || return 99
    (cd "$dir" && "$OLDPWD/configure" -q CC="${CC:-clang}" >/dev/null &&
        scan-build -o "$dir/reports" --status-bugs \
            -enable-checker security.FloatLoopCounter make -s -j"$jobs" >"$dir/log" 2>&1) || {
        grep -E 'warning:|error:' "$dir/log"
        rm -rf "$dir"
        return 1
    }
    rm -rf "$dir"
}

[ $# -gt 0 ] || set -- cppcheck clang-tidy scan-build
for program; do
    has "$program" || continue
    "run_${program#*-}"
    report "$program" $?
done
[ $ran -gt 0 ] || { echo 'SKIP-ALLOWED: none of cppcheck, clang-tidy and scan-build is installed'; exit 77; }
exit $status
