#!/bin/sh
# SPDX-License-Identifier: MIT
# The pictures of the README are what the program draws today, and the README shows all of them.
# UPDATE_PICTURES=1 draws them anew: look at them before you commit them.
set -u
export LC_ALL=C.UTF-8

top_srcdir=${top_srcdir:-.}
top_builddir=${top_builddir:-.}
picture=$top_builddir/tests/pictures/picture
shelf=$top_srcdir/docs/pictures
status=0

wrong() {
    printf '%s\n' "$*"
    status=1
}

names=$("$picture") || exit 99
[ -n "$names" ] || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

for name in $names; do
    "$picture" "$name" >"$work/$name.svg" || exit 99
    [ -z "${UPDATE_PICTURES-}" ] || cp "$work/$name.svg" "$shelf/"
    cmp "$work/$name.svg" "$shelf/$name.svg" || wrong "$name: UPDATE_PICTURES=1 tests/pictures.sh"
    grep -q "docs/pictures/$name\.svg" "$top_srcdir/README.md" || wrong "README.md does not show $name"
done
for file in "$shelf"/*.svg; do
    [ -e "$work/${file##*/}" ] || wrong "nobody draws $file"
done
exit $status
