#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The completions of bash, zsh and fish offer every option of --help, choices and files, for both
# programs.
set -u
top_srcdir=${top_srcdir:-.}
PATH=$(cd "${top_builddir:-.}" && pwd):$PATH
failed=0
home=$(mktemp -d) # fish makes files in it
trap 'rm -rf "$home"' EXIT

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

options_of() { "$1" --help | sed -n 's/^ \{2,6\}\(-., \)\{0,1\}\(--[a-z0-9-]*\).*/\2/p' | sort; }

# What it tells _arguments, one a line.
zsh_specs() { # PROGRAM
    zsh -f -c "_arguments() { print -rl -- \"\$@\" }; words=($1); source completions/_sensortop"
}
# The words that fish offers at the end of the line.
fish_words() { # LINE
    HOME=$home fish --no-config -c "source completions/${1%% *}.fish; complete -C '$1'" | cut -f 1
}

for shell in zsh fish; do
    command -v "$shell" >/dev/null && continue
    echo "$shell is not installed"
    [ "$failed" -ne 0 ] || exit 77
    exit 1
done
for program in sensortop sensorpub; do
    expect "all options of $program in zsh" "$(options_of "$program")" \
        "$(zsh_specs "$program" | grep -o '^\*--[a-z0-9-]*' | cut -c 2- | sort)"
    expect "a choice of $program in zsh" ':VERSION:(auto mqttv5 mqttv311)' \
        "$(zsh_specs "$program" | sed -n 's/^\*-V\[.*\]//p')"
    expect "a file of $program in zsh" ':FILE:_files' \
        "$(zsh_specs "$program" | sed -n 's/^\*--cafile\[.*\]//p')"
    expect "all options of $program in fish" "$(options_of "$program")" \
        "$(fish_words "$program --" | sort)"
    expect "choices of $program in fish" "$(printf '%s\n' mqttv311 mqttv5)" \
        "$(fish_words "$program --protocol-version mqttv" | sort)"
    expect "a file of $program in fish" completions/ "$(fish_words "$program --cafile compl")"
    expect "no file where none is wanted by $program in fish" '' "$(fish_words "$program --port compl")"
done
exit "$failed"
