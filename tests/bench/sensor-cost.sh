#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What a publisher costs its board, side by side: sensorpub, and Python with paho-mqtt doing the
# same: one made-up reading every 10 seconds, will, birth. Prints a table; not a part of make check.
#
#   top_builddir=build tests/bench/sensor-cost.sh [seconds]
set -u
seconds=${1:-60}
top_builddir=${top_builddir:-.}
port=$((20000 + RANDOM % 12000))
work=$(mktemp -d) || exit 1
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; rm -rf "$work"' EXIT

cat >"$work/publisher.py" <<'PY'
import json, random, sys, time
import paho.mqtt.client as mqtt

try:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
except AttributeError:
    client = mqtt.Client()
client.on_connect = lambda c, *rest: c.publish("home/paho/status", "online", qos=1, retain=True)
client.will_set("home/paho/status", "offline", qos=1, retain=True)
client.connect("127.0.0.1", int(sys.argv[1]), keepalive=20)
client.loop_start()
while True:
    celsius = random.uniform(20, 24)
    client.publish("home/paho/sensors", json.dumps({
        "device_id": "paho", "temperature_c": round(celsius, 1),
        "temperature_f": round(celsius * 9 / 5 + 32, 1),
        "humidity": round(random.uniform(40, 50), 1), "timestamp": time.time()}), qos=1)
    time.sleep(10)
PY

PATH=$PATH:/usr/sbin mosquitto -p "$port" >/dev/null 2>&1 &
pids+=($!)
sleep 1
"$top_builddir/sensorpub" -h 127.0.0.1 -p "$port" --simulate --device-id ours 2>/dev/null &
ours=$!
pids+=($ours)
python3 "$work/publisher.py" "$port" &
theirs=$!
pids+=($theirs)
sleep 3

sleeps() { awk '$1 == "voluntary_ctxt_switches:" { n += $2 } END { print n }' /proc/"$1"/task/*/status; }
# From schedstat, which has nanoseconds; stat has only hundredths of a second.
cpu_ns() { cat /proc/"$1"/task/*/schedstat | awk '{ n += $1 } END { printf "%.0f", n }'; }
first=()
for pid in $ours $theirs; do first+=("$(sleeps "$pid")" "$(cpu_ns "$pid")"); done
sleep "$seconds"
printf '%-10s %12s %14s %16s\n' '' 'resident KiB' 'CPU %' 'wake-ups/minute'
row() { # NAME PID SLEEPS-BEFORE CPU-BEFORE
    kill -0 "$2" 2>/dev/null || { echo "$1: not running"; return; }
    awk -v name="$1" -v kib="$(awk '$1 == "VmRSS:" { print $2 }' "/proc/$2/status")" -v s="$seconds" \
        -v n=$(($(sleeps "$2") - $3)) -v ns=$(($(cpu_ns "$2") - $4)) \
        'BEGIN { printf "%-10s %12d %14.4f %16.0f\n", name, kib, ns / s / 1e7, n * 60 / s }'
}
row sensorpub $ours "${first[0]}" "${first[1]}"
row paho $theirs "${first[2]}" "${first[3]}"
