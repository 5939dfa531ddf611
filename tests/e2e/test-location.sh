#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Only the locations asked for; more than one of them on the screen have their names.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash --location warehouse -l office-3rd-floor
pane=all start_dash -l +
publish home/kitchen-01/sensors '{"temperature_c":21.5}'
publish warehouse/gate-01/sensors '{"temperature_c":11.5}'

pane=all wait_for '^   ho.*/kitchen-01 +unknown +21\.5 '
pane=all wait_for '^   ware.*/gate-01 +unknown +11\.5 '
wait_for '^   gate-01 +unknown +11\.5 '
wait_for ' 1 device '

publish office-3rd-floor/gate-01/sensors '{"temperature_c":23.5}'
wait_for '^   offi.*/gate-01 +unknown +23\.5 '
wait_for '^   ware.*/gate-01 +unknown +11\.5 '
wait_for ' 2 devices '
