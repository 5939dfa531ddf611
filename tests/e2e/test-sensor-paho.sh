#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The publisher that people copy: paho-mqtt with the topics and the payload of the README, by nobody
# who has read our code. The dashboard takes it as it is.
# shellcheck source=sensor-lib.sh
. "${top_srcdir:-.}/tests/e2e/sensor-lib.sh"

python3 -c 'import paho.mqtt.client' 2>/dev/null || skip_allowed 'python3-paho-mqtt is missing'
cat >"$E2E_DIR/publisher.py" <<'PY'
import json
import random
import sys
import time

import paho.mqtt.client as mqtt

DEVICE_ID = "living-room-01"
SENSORS = f"home/{DEVICE_ID}/sensors"
STATUS = f"home/{DEVICE_ID}/status"


def on_connect(client, userdata, flags, rc, *rest):
    client.publish(STATUS, "online", qos=1, retain=True)


try:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=DEVICE_ID)
except AttributeError:  # paho-mqtt 1
    client = mqtt.Client(client_id=DEVICE_ID)
client.on_connect = on_connect
client.will_set(STATUS, "offline", qos=1, retain=True)
client.connect("127.0.0.1", int(sys.argv[1]), keepalive=60)
client.loop_start()
while True:
    celsius = float(sys.argv[2]) + random.uniform(-0.04, 0.04)
    client.publish(
        SENSORS,
        json.dumps(
            {
                "device_id": DEVICE_ID,
                "temperature_c": round(celsius, 1),
                "temperature_f": round(celsius * 9 / 5 + 32, 1),
                "humidity": round(random.uniform(45.06, 45.14), 1),
                "timestamp": time.time(),
            }
        ),
        qos=1,
    )
    time.sleep(0.5)
PY

start_broker
python3 "$E2E_DIR/publisher.py" "$port" 22.5 &
paho_pid=$!
start_dash
wait_for '^   living-room-01 +online +22\.5 .* 45\.1 '
kill -9 "$paho_pid"
wait_for '^ x living-room-01 +offline +22\.5 '
python3 "$E2E_DIR/publisher.py" "$port" 31.5 &
wait_for '^!! living-room-01 +online +31\.5 .*> 30\.0'
wait_bells 1
! screen_has ' refused' || fail 'something was refused'
press q
wait_exit 0
