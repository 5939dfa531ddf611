#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# --demo brings its own broker and sensors, one of which dies, and takes all of it away again: by
# its own hand, and also when it is killed. It needs no directory for temporary files.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

nothing_is_left() {
    eventually not is_running "$1" || fail "left running: $1"
    [ -z "$(find "$TMPDIR" "$HOME" -mindepth 1)" ] || fail "left: $(find "$TMPDIR" "$HOME")"
}

at_shell 'sensortop --demo'
pane=killed at_shell 'TMPDIR=/nonexistent sensortop --demo 3'

pane=killed wait_for ' 3 devices '
pane=killed wait_for 'kitchen-01 +online +[0-9]+\.[0-9] '
wait_for ' 12 devices '
wait_for 'living-room-01 +online +[0-9]+\.[0-9] '
[ "$(pids mosquitto | wc -l)" -eq 2 ] || fail 'not a broker each'
dash_pids=$(pids sensortop)

for pid in $dash_pids; do
    tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q 'demo 3' && kill -9 "$pid"
done
pane=killed wait_exit 137
one_is_left() { [ "$(pids "$1" | wc -l)" -eq 1 ]; }
eventually one_is_left mosquitto || fail 'the broker survives'
eventually one_is_left sensorpub || fail 'the sensors survive'

wait_for '^ x attic-01 +offline '
press q
wait_exit 0
tty_unchanged
nothing_is_left mosquitto
nothing_is_left sensorpub
