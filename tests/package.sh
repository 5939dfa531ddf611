#!/bin/sh
# SPDX-License-Identifier: MIT
# The Debian packages: they build from what git has, twice the same in two places, lintian finds
# nothing, and what is in them runs. Needs debhelper and lintian, and minutes.
set -u
export LC_ALL=C.UTF-8

top_srcdir=$(cd "${top_srcdir:-.}" && pwd)
for tool in dpkg-buildpackage dh lintian git; do
    command -v "$tool" >/dev/null || {
        echo "SKIP-ALLOWED: no $tool"
        exit 77
    }
done
commit=$(git -C "$top_srcdir" rev-parse HEAD 2>/dev/null) || {
    echo 'SKIP-ALLOWED: not in a git checkout'
    exit 77
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAILED: $*"
    exit 1
}

build() { # NAME UMASK ZONE: the directories differ in length, too
    source=$work/$1/source-$1
    mkdir -p "$source"
    git -C "$top_srcdir" archive "$commit" | tar -x -C "$source" || fail 'git archive'
    (umask "$2" && cd "$source" && TZ=$3 DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage -us -uc -b) >"$work/$1.log" 2>&1 || {
        tail -n 20 "$work/$1.log"
        fail "dpkg-buildpackage, $1"
    }
    (cd "$work/$1" && sha256sum ./*.deb) >"$work/$1.sums"
}

build one 022 UTC
build another 077 Pacific/Kiritimati
diff "$work/one.sums" "$work/another.sums" || fail 'built twice, it is not the same'
said=$(lintian --fail-on warning,error "$work"/one/*.changes 2>&1) || fail "lintian: $said"

root=$work/root
for deb in "$work"/one/*_*.deb; do
    dpkg-deb -x "$deb" "$root" || fail "$deb"
done
for program in sensortop sensorpub; do
    [ "$("$root/usr/bin/$program" --version | cut -d ' ' -f 1)" = "$program" ] || fail "$program --version"
    [ -s "$root/usr/share/man/man1/$program.1.gz" ] || fail "$program has no manual page"
    [ -s "$root/usr/share/bash-completion/completions/$program" ] || fail "$program has no completion"
done
# Of the program, not of its service.
zcat -f "$root"/usr/share/doc/sensortop/README.md* | grep -qx '# sensortop' || fail 'sensortop has no README.md'
for name in sensorpub sensortop-alert; do
    [ -s "$root/lib/systemd/system/$name.service" ] || [ -s "$root/usr/lib/systemd/system/$name.service" ] ||
        fail "no $name.service"
    dpkg-deb -I "$work/one/${name%-alert}"_*.deb conffiles | grep -q "^/etc/default/$name$" ||
        fail "/etc/default/$name is no conffile"
done
dpkg-deb -I "$work"/one/sensortop_*.deb conffiles | grep -q '^/etc/sensortop/sensortop.conf$' ||
    fail '/etc/sensortop/sensortop.conf is no conffile'
PATH="$root/usr/bin:$PATH" sh "$top_srcdir/debian/tests/reading" >"$work/reading.log" 2>&1 || {
    cat "$work/reading.log"
    fail 'debian/tests/reading'
}
"$root/usr/bin/sensortop" --config "$root/etc/sensortop/sensortop.conf" --check-config ||
    fail 'the configuration that is installed is wrong'
