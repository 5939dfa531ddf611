#!/bin/sh
# SPDX-License-Identifier: MIT
# The service of sensorpub: systemd understands it, it may do little, and the variables of its
# default file are options.
set -u
export LC_ALL=C.UTF-8

top_srcdir=${top_srcdir:-.}
top_builddir=${top_builddir:-.}
unit=$top_srcdir/data/systemd/sensorpub.service
defaults=$top_srcdir/data/systemd/sensorpub.default

fail() {
    echo "FAILED: $*"
    exit 1
}

# All of them, those behind a '#' as well.
variables=$(sed -n 's/^#\{0,1\}\(SENSORPUB_[A-Z_]*\)=.*/\1/p' "$defaults")
[ "$(echo "$variables" | wc -l)" -ge 5 ] || fail 'the default file has hardly a variable'
for variable in $variables; do
    option=--$(echo "${variable#SENSORPUB_}" | tr 'A-Z_' 'a-z-')
    "$top_builddir/sensorpub" --help | grep -q -e "$option\>" || fail "$variable: no option $option"
    value=$(sed -n "s/^#\{0,1\}$variable=//p" "$defaults")
    [ -z "$value" ] || env "$variable=$value" "$top_builddir/sensorpub" --version >/dev/null ||
        fail "$variable: not $value"
done
for option in $(sed -n 's/^ExecStart=//p' "$unit" | grep -o -e ' --[a-z-]*'); do
    "$top_builddir/sensorpub" --help | grep -q -e "$option\>" || fail "$unit: no option $option"
done

if ! systemd-analyze security --help 2>/dev/null | grep -q -e --offline; then
    echo 'SKIP-ALLOWED: no systemd-analyze, or one that cannot do it offline'
    exit 77
fi
level=$(systemd-analyze security --offline=true --no-pager "$unit" 2>&1 |
    sed -n 's/.*Overall exposure level for sensorpub.service: \([0-9.]*\).*/\1/p')
[ -n "$level" ] || fail 'systemd-analyze security does not understand the service'
awk -v level="$level" 'BEGIN { exit level > 2.0 }' || fail "exposure level $level, more than 2.0"
said=$(systemd-analyze verify "$unit" 2>&1 | grep -F sensorpub.service: | grep -v -F "Command 'man")
[ -z "$said" ] || fail "$said"
