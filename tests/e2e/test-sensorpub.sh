#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What sensorpub sends: the payload member by member, at QoS 1, its status retained, and "offline"
# when it is told to end as well as when it is killed.
# shellcheck source=sensor-lib.sh
. "${top_srcdir:-.}/tests/e2e/sensor-lib.sh"

start_broker
start_pub porch-05
pub_pid=$!
eventually status_is home/porch-05/status '1 1 online' || fail 'not retained, or not QoS 1: online'

number='(-?[0-9]+\.[0-9])'
line=$(listen home/porch-05/sensors)
[[ $line =~ ^1\ 0\ \{\"device_id\":\"porch-05\",\"temperature_c\":$number,\"temperature_f\":$number,\"humidity\":$number,\"timestamp\":([0-9]+\.[0-9]{3}),\"simulated\":true\}$ ]] ||
    fail "another reading: $line"
awk -v c="${BASH_REMATCH[1]}" -v f="${BASH_REMATCH[2]}" -v h="${BASH_REMATCH[3]}" \
    -v t="${BASH_REMATCH[4]}" -v now="$EPOCHSECONDS" 'BEGIN {
        off = c * 9 / 5 + 32 - f
        exit off * off > 0.15 * 0.15 || h < 0 || h > 100 || (t - now) ^ 2 > 60 ^ 2
    }' || fail "numbers that do not fit: $line"

kill "$pub_pid"
wait "$pub_pid" || fail "exit status $?"
status_is home/porch-05/status '1 1 offline' || fail 'not retained, or not QoS 1: offline'

start_pub porch-05
pub_pid=$!
eventually status_is home/porch-05/status '1 1 online' || fail 'not online again'
kill -9 "$pub_pid"
eventually status_is home/porch-05/status '1 1 offline' || fail 'killed, and nobody says so'

# It waits for a broker that is not there, and comes back by itself.
start_pub porch-05
eventually status_is home/porch-05/status '1 1 online' || fail 'not online for the third time'
kill_broker
start_broker
eventually status_is home/porch-05/status '1 1 online' || fail 'not back after the broker'

# --retain and --qos: what a late subscriber finds, and nothing is left to do after --count.
run_pub --device-id porch-06 --simulate --retain --qos 2 --count 2 --interval 0.1 --jitter 0.1
wait "$pub_pid" || fail "exit status $?"
line=$(mosquitto_sub -h 127.0.0.1 -p "$port" -q 2 -t home/porch-06/sensors -C 1 -W $deadline_s -F '%q %r %p')
[[ $line == '2 1 {"device_id":"porch-06",'* ]] || fail "not retained, or not QoS 2: $line"
eventually status_is home/porch-06/status '1 1 offline' || fail 'it has ended, and is not offline'
