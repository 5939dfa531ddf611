#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The wall clock is set by an hour, forwards and then back: the screen has the new time; ages, what is
# online, and how long an alert has lasted are what they were.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

clock_so=$top_builddir/tests/e2e/clock.so
[ -x "$clock_so" ] || broken 'tests/e2e/clock.so is not built: make check builds it'
grep -q __asan_init "$top_builddir/sensortop" && skip_allowed 'sanitizers have to be loaded first'

deadline_s=30
set_clock() { printf '%s\n' "$1" >"$E2E_DIR/clock.new" && cat "$E2E_DIR/clock.new" 1<>"$E2E_DIR/clock"; }
shows_time() { # in so many seconds from now, or in the minute before, if that has just ended
    screen_has " $(date -d "$1 seconds" +%H:%M):" ||
        screen_has " $(date -d "$(($1 - 60)) seconds" +%H:%M):"
}
# Two ticks later: the first one hears of it.
check_clock() { # SECONDS
    set_clock "$1    "
    eventually shows_time "$1" || fail "the clock was set by $1 s, and is not on the screen"
    wait_ticks 2
    wait_for '^ +living-01 +online .* ([0-9]|1[0-9])s '
    wait_for '^!! freezer-02 .*> -15\.0 +([0-9]+s|[1-4]m[0-9]+s)'
    wait_for '^ +kitchen-01 +'
}

set_clock '0    '
start_broker
start_pub living-01
at_shell "CLOCK_FILE=$E2E_DIR/clock LD_PRELOAD=$clock_so sensortop --host 127.0.0.1 --port $port \
--stale-after 5m --alert 'freezer-*: temperature > -15' --alert 'kitchen-*: temperature > 30 for 10m'"
wait_for ' connected [0-9]'
wait_for '^ +living-01 +online '
reading freezer-02 -12.0
reading kitchen-01 31.0
wait_for '^!! freezer-02 .*> -15\.0'
wait_for '^ +kitchen-01 .*31\.0'

check_clock 3600
check_clock -3600

# A reading made in the hour that comes again is one of now.
reading kitchen-01 31.5
wait_for '^ +kitchen-01 .*31\.5'
press e
wait_for '^ EVENTS '
screen_has '(info|warn|crit) .*(stale|offline|kitchen-01: temperature|slept)' && fail 'an event of a clock that was set'
screen_has 'freezer-02: temperature' || fail 'the event of the alert is missing'
press e q
wait_exit 0
tty_unchanged
