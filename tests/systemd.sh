#!/bin/sh
# SPDX-License-Identifier: MIT
# The services: systemd understands them, they may do little, and the variables of their default
# files are options.
set -u
export LC_ALL=C.UTF-8

top_srcdir=${top_srcdir:-.}
top_builddir=${top_builddir:-.}

fail() {
    echo "FAILED: $*"
    exit 1
}

check_options() { # SERVICE PROGRAM
    unit=$top_srcdir/data/systemd/$1.service
    defaults=$top_srcdir/data/systemd/$1.default
    prefix=$(echo "$2" | tr '[:lower:]' '[:upper:]')

    "$top_builddir/$2" --help >"$help" || fail "$2 --help"
    # All of them, those behind a '#' as well.
    variables=$(sed -n "s/^#\{0,1\}\(${prefix}_[A-Z_]*\)=.*/\1/p" "$defaults")
    [ "$(echo "$variables" | wc -l)" -ge 5 ] || fail "$defaults has hardly a variable"
    for variable in $variables; do
        option=--$(echo "${variable#"${prefix}"_}" | tr 'A-Z_' 'a-z-')
        grep -q -e "$option\>" "$help" || fail "$variable: no option $option"
        value=$(sed -n "s/^#\{0,1\}$variable=//p" "$defaults")
        [ -z "$value" ] || env "$variable=$value" "$top_builddir/$2" --version >/dev/null ||
            fail "$variable: not $value"
    done
    for option in $(sed -n 's/^ExecStart=//p' "$unit" | grep -o -e ' --[a-z-]*'); do
        grep -q -e "$option\>" "$help" || fail "$unit: no option $option"
    done
}

check_exposure() { # SERVICE
    unit=$top_srcdir/data/systemd/$1.service

    level=$(systemd-analyze security --offline=true --no-pager "$unit" 2>&1 |
        sed -n "s/.*Overall exposure level for $1.service: \([0-9.]*\).*/\1/p")
    [ -n "$level" ] || fail "systemd-analyze security does not understand $1"
    awk -v level="$level" 'BEGIN { exit level > 2.0 }' ||
        fail "$1: exposure level $level, more than 2.0"
    said=$(systemd-analyze verify "$unit" 2>&1 | grep -F "$1.service:" | grep -v -F "Command 'man")
    [ -z "$said" ] || fail "$said"
}

help=$(mktemp) || exit 99
trap 'rm -f "$help"' EXIT
check_options sensorpub sensorpub
check_options sensortop-alert sensortop
if ! systemd-analyze security --help 2>/dev/null | grep -q -e --offline; then
    echo 'SKIP-ALLOWED: no systemd-analyze, or one that cannot do it offline'
    exit 77
fi
check_exposure sensorpub
check_exposure sensortop-alert
