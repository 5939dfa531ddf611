#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The bash completion offers every option of --help, choices and files, for both programs.
set -u
top_srcdir=${top_srcdir:-.}
PATH=$(cd "${top_builddir:-.}" && pwd):$PATH
failed=0

# shellcheck source=../data/completions/sensorpub
. "$top_srcdir/data/completions/sensorpub"

complete_line() { # PROGRAM CURRENT PREVIOUS: one reply a line
    COMPREPLY=()
    _sensortop "$1" "$2" "$3"
    printf '%s\n' "${COMPREPLY[@]}"
}

expect() { # NAME EXPECTED GOT
    [ "$2" = "$3" ] && return
    printf 'row %s:\nexpected: %s\ngot: %s\n' "'$1'" "$2" "$3"
    failed=1
}

for program in sensortop sensorpub; do
    options=$("$program" --help | sed -n 's/^ \{2,6\}\(-., \)\{0,1\}\(--[a-z0-9-]*\).*/\2/p')
    [ "$(wc -l <<<"$options")" -gt 10 ] || expect "$program --help" 'many options' "$options"
    expect "all options of $program" "$options" "$(complete_line "$program" -- "$program")"
    expect "choices of $program" "$(printf '%s\n' mqttv5 mqttv311)" \
        "$(complete_line "$program" mqttv --protocol-version)"
    expect "choices by letter of $program" auto "$(complete_line "$program" a -V)"
done
expect 'the beginning of an option' "$(printf '%s\n' --password-file)" "$(complete_line sensortop --passw sensortop)"
cd "$top_srcdir/data" || exit 99
expect 'a file' completions "$(complete_line sensortop compl --cafile)"
expect 'no file where none is wanted' '' "$(complete_line sensortop compl --port)"
complete -p sensortop sensorpub >/dev/null || failed=1
exit "$failed"
