#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# flood.py PORT KIND N: N messages at QoS 0 as fast as the broker takes them, MQTT 3.1.1 by hand.
import socket
import struct
import sys

READING = b'{"temperature_c":21.5,"humidity":45.1}'
KINDS = {
    "ids": lambda i: (b"home/%x/sensors" % (i * 2654435761 % 2**40), READING),
    "metrics": lambda i: (b"home/m%d/sensors" % (i % 500), b'{"temperature_c":20,"x%x":1,"y%x":2}' % (i, i)),
    "payloads": lambda i: (b"home/p%d/sensors" % (i % 100), b'{"temperature_c":20}' + b" " * 65516),
    "too-large": lambda i: (b"home/p%d/sensors" % (i % 100), b'{"temperature_c":20}' + b" " * 70000),
    "topics": lambda i: (b"home/" + b"d" * 65522 + b"/sensors", READING),
    "deep": lambda i: (b"home/deep/sensors", b"[" * 60000),
    "bad-json": lambda i: (b"home/bad/sensors", b'{"temperature_c":' if i & 1 else b"\x1b[2Jrubbish"),
    "flips": lambda i: (b"home/flip/status", b"online" if i & 1 else b"offline"),
    "alerts": lambda i: (b"home/flap/sensors", b'{"temperature_c":%d}' % (40 if i & 1 else 20)),
    "clears": lambda i: (b"home/c%x/%s" % (i, b"status" if i & 1 else b"sensors"), b""),
}


def length(n):
    out = bytearray()
    while True:
        n, byte = divmod(n, 128)
        out.append(byte | (128 if n else 0))
        if not n:
            return bytes(out)


def publish(topic, payload, retain):
    body = struct.pack(">H", len(topic)) + topic + payload
    return bytes([0x31 if retain else 0x30]) + length(len(body)) + body


def main():
    port, kind, n = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    broker = socket.create_connection(("127.0.0.1", port))
    broker.sendall(b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00")
    if broker.recv(4)[:2] != b"\x20\x02":
        sys.exit("no CONNACK")
    chunk = bytearray()
    for i in range(n):
        chunk += publish(*KINDS[kind](i), kind == "clears")
        if len(chunk) > 1 << 18:
            broker.sendall(chunk)
            chunk.clear()
    broker.sendall(bytes(chunk) + b"\xe0\x00")
    while broker.recv(4096):
        pass


main()
