#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A device that falls silent is stale although it calls itself online, until it speaks again.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash --stale-after 2s
publish home/garage-01/status online -r
# More than once, should a slow machine have missed that it was fresh.
is_fresh() { # CELSIUS PATTERN
    reading garage-01 "$1"
    screen_has "$2"
}
eventually is_fresh 12.5 '^   garage-01 +online +12\.5 ' || fail 'never fresh'

wait_for '^ ~ garage-01 +stale +12\.5 '
wait_for '^ 0 online  0 offline  1 stale '
wait_for ' warn garage-01: stale'

eventually is_fresh 13.5 '^   garage-01 +online +13\.5 ' || fail 'still stale'
eventually is_fresh 13.5 '^ 1 online  0 offline  0 stale ' || fail 'still counted as stale'
