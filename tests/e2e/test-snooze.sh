#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A snoozed alert rings again when its time is over, not before, however often it comes;
# maintenance keeps what happens silent until then;
# all alerts are acknowledged with one key.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

rang_more_than() { [ "$(bells)" -gt "$1" ]; }

start_broker
start_dash --bell-repeat 1s
reading kitchen-01 31
wait_for '^!! kitchen-01 '
eventually rang_more_than 1 || fail "rang $(bells) times only"

press z
wait_for 'Snooze for: 1h'
press C-u soon Enter
wait_for 'not a duration'
press C-u 12s Enter
wait_for '^!! kitchen-01 .* snoozed [0-9]+s'
wait_ticks 1
rang=$(bells)
wait_ticks 2
# Where a tick takes seconds, it may be over.
rang_more_than "$rang" && screen_has ' snoozed ' && fail 'rings although it is snoozed'
wait_gone ' snoozed '
eventually rang_more_than "$rang" || fail 'does not ring when the snooze is over'

# What comes and goes: it is silent for the whole time, and told when that is over.
press z
wait_for 'Snooze for: 1h'
press C-u 1h Enter
wait_for '^!! kitchen-01 .* snoozed (1h|59m)'
wait_for 'info kitchen-01: temperature > 30.0 °C snoozed for 1h'
rang=$(bells)
reading kitchen-01 20
wait_for '^   kitchen-01 .* snoozed (1h|59m)'
reading kitchen-01 32
wait_for '^!! kitchen-01 .* snoozed (1h|59m)'
wait_for 'info kitchen-01: temperature 32.0 °C > 30.0 °C \(snoozed\)'
wait_ticks 2
rang_more_than "$rang" && fail 'rings although what came back is snoozed'
press z
wait_for 'Snooze for: 1h'
press C-u off Enter
wait_for 'crit kitchen-01: .* \(no longer silenced\)'
eventually rang_more_than "$rang" || fail 'does not ring when the snooze is ended'

# Work on all devices but those of the office: nothing of it is told.
press A
wait_for '^!! kitchen-01 .* ack'
press M
wait_for 'Maintenance: kitchen-01 for 2h'
press C-u 'garage-* for 1h' Enter
wait_for 'maintenance: garage-\* for 1h'
wait_ticks 1
rang=$(bells)
reading garage-01 35
wait_for '^!! garage-01 .* maint (1h|59m)'
wait_ticks 2
rang_more_than "$rang" && fail 'rings although it is under maintenance'

press M C-u 'garage-* off' Enter
wait_gone ' maint '
eventually rang_more_than "$rang" || fail 'does not ring when the maintenance is over'
press A
wait_for '^!! garage-01 .* ack'

# From the start on; and what is no maintenance.
press q
wait_exit 0
rang=$(bells)
start_dash --state none --maintain 'cellar-* for 1h'
reading cellar-01 35
wait_for '^!! cellar-01 .* maint (1h|59m)'
wait_ticks 1
wait_bells "$rang"
press q
wait_exit 0
at_shell "sensortop --port $port --maintain 'cellar-* 1h'"
wait_exit 2
wait_for "sensortop: --maintain: not devices and for how long"
