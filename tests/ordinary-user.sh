#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Some of the end-to-end tests as a user who is not root, for where everything else is run by root:
# he does not see into a program that has a secret, owns nothing, and has no right to be given back.
set -u
: "${top_srcdir:?}" "${top_builddir:?}"

as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups) # nobody, on any system
names=(status quit hooks history record secrets state sensor-password sensorpub suspend)

skip_allowed() { echo "SKIP-ALLOWED: $*"; exit 77; }
[ "$(id -u)" = 0 ] || skip_allowed 'whoever runs this is not root: all tests are run by an ordinary user'
"${as_nobody[@]}" true 2>/dev/null || skip_allowed 'nobody cannot be run as: no setpriv, or no right'

# A place that he may enter: a checkout below /root is none.
work=$(mktemp -d "${TMPDIR:-/tmp}/sensortop-nobody.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM
mkdir -p "$work"/{source/tests,build/tests/e2e} || exit 99
cp -r "$top_srcdir/tests/e2e" "$top_srcdir/tests/data" "$work/source/tests/" &&
    cp -r "$top_srcdir/data" "$top_srcdir/man" "$work/source/" &&
    cp "$top_builddir"/sensor{top,pub} "$work/build/" &&
    cp "$top_builddir"/tests/e2e/{at-pty,fault-broker,*.so} "$work/build/tests/e2e/" &&
    chmod -R a+rX "$work" || exit 99
cd / || exit 99

run() { # NAME: whether it passed, and if not what it said
    # In /tmp, wherever ours is: screens show paths, and are as wide as they are.
    env -u TMPDIR top_srcdir="$work/source" top_builddir="$work/build" \
        timeout 300 "${as_nobody[@]}" bash "$work/source/tests/e2e/test-$1.sh" \
        >"$work/$1.log" 2>&1 </dev/null
    echo $? >"$work/$1.status"
}
# As many at once as CI does.
for name in "${names[@]}"; do
    while [ "$(jobs -pr | wc -l)" -ge $((2 * $(nproc))) ]; do wait -n; done
    run "$name" &
done
wait

failed=0
for name in "${names[@]}"; do
    status=$(cat "$work/$name.status")
    echo "test-$name.sh: exit status $status"
    [ "$status" = 0 ] && continue
    cat "$work/$name.log"
    failed=1
done
exit $failed
