#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The order is the user's: by any column, turned round, problems first; the cursor stays on its device.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

order() { screen | grep -o '[a-d]-01 ' | tr -d '\n'; }
order_is() { [ "$(order)" = "$1" ]; }
wait_order() { eventually order_is "$1" || fail "order $(order), expected $1"; }
# The row with the background of the cursor.
selected() { screen_in_colour | sed -n 's/.*46m *\([a-d]-01\) .*/\1/p'; }
selected_is() { [ "$(selected)" = "$1" ]; }
wait_selected() { eventually selected_is "$1" || fail "selected $(selected), expected $1"; }

start_broker
start_dash
reading a-01 25
reading b-01 15
reading c-01 20
publish home/d-01/status offline
wait_order 'a-01 b-01 c-01 d-01 '
wait_selected a-01
press j
wait_selected b-01

press '>' '>'
wait_for ' TEMP °C▲|TEMP°C▲'
wait_order 'b-01 c-01 a-01 d-01 '
wait_selected b-01
press I
wait_for '▼'
wait_order 'a-01 c-01 b-01 d-01 '
wait_selected b-01
press '!'
wait_order 'd-01 a-01 c-01 b-01 '
press '!' '<' '<' I
wait_for ' DEVICE▲'
wait_order 'a-01 b-01 c-01 d-01 '
wait_selected b-01
press Down
wait_selected c-01
press k
wait_selected b-01
