#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Alerts over MQTT: retained, as they are now, cleared when over, there again after the broker was
# restarted without its memory; and never as readings of ours.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

# What the broker keeps now: "topic payload" a line, among what -d says.
kept() {
    mosquitto_sub -h 127.0.0.1 -p "$port" -t 'home/+/alert' -v -d --retained-only -W 1 2>/dev/null
}
keeps() { kept | grep -Eq -e "$1"; }
wait_kept() { eventually keeps "$1" || fail "not kept: '$1': $(kept)"; }
# A client that was not heard in its second has not heard either.
lacks() {
    local now

    now=$(kept)
    grep -q '^Subscribed' <<<"$now" && not grep -Eq -e "$1" <<<"$now"
}
wait_not_kept() { eventually lacks "$1" || fail "still kept: '$1': $(kept)"; }

start_broker
start_dash --publish-alerts '{location}/{device}/alert' --alert 'offline warn'
reading kitchen-01 31.4
wait_kept '^home/kitchen-01/alert \{.*"device":"kitchen-01","state":"firing","severity":"crit","alerts":\[\{.*"value":31\.4,"limit":30,.*\}\]\}$'
publish home/kitchen-01/status offline
wait_kept '^home/kitchen-01/alert .*"alerts":\[\{.*\},\{.*"metric":"offline".*\}\]\}$'
wait_for '^!! kitchen-01 '
press a
wait_kept '^home/kitchen-01/alert .*"device":"kitchen-01","state":"acked"'

# The broker forgets all, and what is over meanwhile is over.
reading attic-01 40
wait_kept '^home/attic-01/alert .*"state":"firing"'
kill_broker
start_broker
wait_kept '^home/kitchen-01/alert .*"state":"acked"'
wait_kept '^home/attic-01/alert .*"state":"firing"'

reading attic-01 20
wait_not_kept '^home/attic-01/alert'
reading kitchen-01 20
publish home/kitchen-01/status online
wait_not_kept '^home/kitchen-01/alert'
screen_has ' 2 devices' || fail 'takes its own messages for readings'
press q
wait_exit 0

# What an earlier run published is taken back when its rule is gone.
state=$E2E_DIR/lapsed
start_dash --publish-alerts '{location}/{device}/alert' --state "$state"
reading kitchen-01 45
wait_kept '^home/kitchen-01/alert .*"state":"firing"'
press q
wait_exit 0
start_dash --publish-alerts '{location}/{device}/alert' --state "$state" --high off
reading kitchen-01 45
wait_not_kept '^home/kitchen-01/alert'
press q
wait_exit 0

# And of devices that never say anything again: at the start, and when the rules are read again.
publish home/kitchen-01/status '' -r
state=$E2E_DIR/gone
start_dash --publish-alerts '{location}/{device}/alert' --state "$state" --alert 'humidity > 60'
for device in gone-1 gone-2 gone-3; do reading $device 45; done
publish home/gone-3/sensors '{"temperature_c":45,"humidity":70}'
wait_kept '^home/gone-3/alert .*"limit":60'
press q
wait_exit 0
cat >"$E2E_DIR/gone.conf" <<EOT
alert = gone-1: temperature > off
EOT
start_dash --publish-alerts '{location}/{device}/alert' --state "$state" --config "$E2E_DIR/gone.conf" \
    --alert 'humidity > 60'
wait_not_kept '^home/gone-1/alert'
wait_kept '^home/gone-2/alert .*"state":"firing"' # its rule is there
echo 'alert = *: temperature > off' >"$E2E_DIR/gone.conf"
kill -HUP "$(pids sensortop)"
wait_not_kept '^home/gone-2/alert'
wait_kept '^home/gone-3/alert .*"state":"firing"' # one of its rules is there
press q
wait_exit 0
grep -q ' gone-3 ' "$state" || fail 'what still holds is forgotten'
grep -q ' gone-[12] ' "$state" && fail 'what was taken back is not forgotten'
publish home/gone-3/alert '' -r

# Many at once: more than the link sends in one go.
start_dash --publish-alerts '{location}/{device}/alert' --state none
storm() {
    for i in $(seq 1 "$1"); do
        echo "home/storm-$i/sensors"
    done | xargs -P 8 -I TOPIC mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t TOPIC -m '{"temperature_c":40}'
}
storm 150
all_kept() { [ "$(kept | grep -c '"state":"firing"')" = 150 ]; }
eventually all_kept || fail "$(kept | grep -c '"state":"firing"') of 150 are kept"
press q
wait_exit 0

# Of several locations, the sentence says which.
start_dash -l + --publish-alerts '{location}/{device}/alert' --state none
publish home/frz/sensors '{"temperature_c":41}'
wait_kept '^home/frz/alert .*"text":"home/frz: temperature 41\.0'
press q
wait_exit 0

# What must not be.
refused() { # OPTION...
    at_shell "sensortop --port $port ${*@Q}"
    wait_exit 2
}
refused --publish-alerts '{location}/{device}/sensors'
wait_for 'could be a sensor'
refused --publish-alerts 'alerts' --ascii
wait_for 'a topic with \{device\} in it'
refused --publish-alerts '{location}/{device}/alert' --readonly
wait_for 'not together with --readonly'
refused --publish-alerts 'alert/{device}' -l home -l office
wait_for 'needs a \{location\}'
