#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Temperatures and limits in °F, from the start or by a key.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash --fahrenheit --high 86F
reading attic-01 22.5
reading kitchen-01 31
wait_for ' TEMP °F'
wait_for '^   attic-01 +unknown +72\.5 '
wait_for '^!! kitchen-01 +unknown +87\.8 .* > 86\.0 '
wait_for 'kitchen-01: temperature 87\.8 °F > 86\.0 °F'

press u
wait_for ' TEMP °C'
wait_for '^   attic-01 +unknown +22\.5 '
wait_for '^!! kitchen-01 +unknown +31\.0 .* > 30\.0 '
