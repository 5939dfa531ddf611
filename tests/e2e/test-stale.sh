#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A device that falls silent is stale although it calls itself online, until it speaks again.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash --stale-after 1s
publish home/garage-01/status online -r
reading garage-01 12.5
wait_for '^   garage-01 +online +12\.5 '

wait_for '^ ~ garage-01 +stale +12\.5 '
wait_for '^ 0 online  0 offline  1 stale '
wait_for ' warn garage-01: stale'

reading garage-01 13.5
wait_for '^   garage-01 +online +13\.5 '
wait_for '^ 1 online  0 offline  0 stale '
