#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Help is one key away from everywhere, scrolls, and leads back.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

start_broker
start_dash
wait_for '^F1Help .* F10Quit'

press '?'
wait_for '^ HELP'
wait_for 'F1 \? h +this help, and back'
press End
wait_for ' !! +critical alert'
press Escape
wait_for 'No devices yet'

press F1
wait_for '^ HELP'
press F1
wait_for 'No devices yet'

# From the events, back to the events.
press e
wait_for '^ EVENTS '
press h
wait_for '^ HELP'
press h
wait_for '^ EVENTS '
press e
wait_for 'No devices yet'
