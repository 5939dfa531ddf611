#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The subscriber of every tutorial: paho, json.loads, print.  subscriber-paho.py PORT MESSAGES QOS"""
import json
import sys

import paho.mqtt.client as mqtt

port, wanted, qos = (int(text) for text in sys.argv[1:4])
seen = 0


def on_message(client, data, message):
    global seen
    if seen == wanted:
        return  # what was read with the last one
    reading = json.loads(message.payload.decode())
    print(f"{message.topic}: {reading['temperature_c']} C {reading['humidity']} %")
    seen += 1
    if seen == wanted:
        client.disconnect()


try:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
except AttributeError:
    client = mqtt.Client()
client.on_connect = lambda c, *rest: c.subscribe("home/+/sensors", qos)
client.on_message = on_message
client.connect("127.0.0.1", port)
client.loop_forever()
