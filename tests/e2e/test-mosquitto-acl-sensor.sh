#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# acl: a sensor writes its own topics alone, and reads nothing of anybody.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

at_broker home
install_conf password.conf acl
add_user kitchen-01 attic-01 dashboard
start_installed
kitchen=(-u kitchen-01 -P pw-kitchen-01)
attic=(-u attic-01 -P pw-attic-01)

listen dash -u dashboard -P pw-dashboard -t '#'
listen spy "${attic[@]}" -t '#' -t home/kitchen-01/sensors -t home/attic-01/sensors

for topic in home/attic-01/{sensors,status} warehouse/kitchen-01/sensors home kitchen-01; do
    not_authorised "${kitchen[@]}" -r -t "$topic" -m forged
    client pub -V mqttv311 "${kitchen[@]}" -r -t "$topic" -m forged || fail 'disconnected'
done
# Nor by dying.
mosquitto_sub -h 127.0.0.1 -p "$port" "${kitchen[@]}" -i dying -t x \
    --will-topic home/attic-01/status --will-payload offline &
logged ' as dying '
{ kill -9 $!; wait $!; } 2>/dev/null
logged 'Client dying (closed|disconnected)'

# One broker, one order: what was sent before these would have come before them.
client pub "${kitchen[@]}" -r -t home/kitchen-01/sensors -m 21.5 || fail 'not let in'
client pub "${attic[@]}" -r -t home/attic-01/status -m online || fail 'not let in'
heard dash 'home/kitchen-01/sensors 21.5'
heard dash 'home/attic-01/status online'
not_heard dash '.* (forged|offline)'

client pub -u dashboard -P pw-dashboard -t x -n || fail 'not let in'
not_heard spy '[^ ]*/.*'
