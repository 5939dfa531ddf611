#!/bin/bash
# SPDX-License-Identifier: MIT
# run.sh TARGET...: each fuzz target for FUZZ_SECONDS of processor time (600), from the corpus in the
# tree. What it finds new goes to FUZZ_CORPUS (./fuzz-corpus), what breaks a property to
# FUZZ_CORPUS/crashes. Only a build with --enable-fuzzers has targets that search.
set -u

seconds=${FUZZ_SECONDS:-600}
corpus=${FUZZ_CORPUS:-fuzz-corpus}
source=${top_srcdir:-.}/tests/fuzz
slice=60 # wall seconds between two looks at the processor time

mkdir -p "$corpus/crashes" || exit 99

# used_s: processor seconds of our children so far. Not in a subshell, which has other children.
count_used() {
    times >"$corpus/times.$$"
    used_s=$(awk 'END { n = 0; for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); n += 60 * t[1] + t[2] }
               printf "%d\n", n }' "$corpus/times.$$")
}

fuzz() { # TARGET
    local name=${1##*/fuzz-} begin arguments=() status=0

    mkdir -p "$corpus/$name"
    [ ! -e "$source/$name.dict" ] || arguments+=("-dict=$source/$name.dict")
    count_used
    begin=$used_s
    while [ $status -eq 0 ] && [ $((used_s - begin)) -lt "$seconds" ]; do
        "$1" -max_total_time=$slice -timeout=60 -max_len=4096 -print_final_stats=1 -verbosity=1 \
            -artifact_prefix="$corpus/crashes/$name-" "${arguments[@]}" \
            "$corpus/$name" "$source/corpus/$name" >"$corpus/$name.log" 2>&1
        status=$?
        count_used
    done
    if [ $status -ne 0 ]; then
        echo "FAIL: fuzz-$name"
        tail -n 40 "$corpus/$name.log"
    else
        echo "PASS: fuzz-$name: $((used_s - begin)) s, $(find "$corpus/$name" -type f | wc -l) new"
    fi
    return $status
}

failed=0
for target; do
    "$target" -help=1 2>&1 | grep -q '^Usage' || {
        echo "run.sh: $target does not search; configure with CC=clang --enable-fuzzers" >&2
        exit 99
    }
    fuzz "$target" || failed=$((failed + 1))
done
rm -f "$corpus/times.$$"
exit "$failed"
