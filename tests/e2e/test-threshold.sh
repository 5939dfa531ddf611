#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A temperature strictly beyond the limit is marked, coloured and explained until it is back inside
# by the hysteresis.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash --high 25 --low 5C --hysteresis 1

reading attic-01 25.0
wait_for '^   attic-01 +unknown +25\.0 '

reading kitchen-01 25.1
wait_for '^!! kitchen-01 +unknown +25\.1 .* > 25\.0 [0-9]+s'
wait_for ' 1 alert \(crit\)'
wait_for ' crit kitchen-01: temperature 25\.1 °C > 25\.0 °C'
screen_in_colour | grep -q '41m!! kitchen-01 ' || fail 'not white on red'
wait_for '^!! kitchen-01 .* > 25\.0 [1-9][0-9]*s'

reading freezer-02 4.9
wait_for '^!! freezer-02 +unknown +4\.9 .* < 5\.0 '

reading kitchen-01 24.1
wait_for '^!! kitchen-01 +unknown +24\.1 .* > 25\.0 '
reading kitchen-01 24.0
wait_for '^   kitchen-01 +unknown +24\.0 '
wait_for ' kitchen-01: temperature 24\.0 °C, back from > 25\.0 °C after '
wait_gone '> 25\.0 [0-9]'
wait_for ' 1 alert '
