#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The broker dies: the screen says why, ages stand still, nobody goes stale for it. It comes back:
# connected again, subscribed again.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

age() { screen | sed -n 's/.* 45\.1 \+\([0-9a-z]*\) .*/\1/p'; }

start_broker
start_dash --stale-after 6
reading kitchen-01 21.5
wait_for 'kitchen-01 +unknown +21\.5 '

kill_broker
wait_for '^!! .*(refused|lost|closed)'
wait_for ' AGE\*'
wait_for 'next try in '
age_then=$(age)
wait_ticks 7
[ "$(age)" = "${age_then:?}" ] || fail "ages go on: $age_then, $(age)"
wait_for ' 0 stale '

start_broker
wait_for ' connected [0-9]'
wait_gone '^!! .*(refused|lost|closed)'
reading kitchen-01 22.5
wait_for 'kitchen-01 +unknown +22\.5 .* 45\.1 +[0-9]s'

# Events tell the story, newest first.
press e
wait_for '^ EVENTS '
wait_for ' info connected$'
wait_for ' warn .*(refused|lost|closed)'
press q
wait_exit 0
tty_unchanged
