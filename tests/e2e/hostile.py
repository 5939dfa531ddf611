#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""hostile.py publish PORT FILE | serve PORT FILE: messages that mean no good.

FILE is like tests/data/hostile.jsonl. publish: to a broker at this port, each through a connection
of its own, because some brokers end it; prints how many the broker has taken. serve: is a broker that
looks at nothing, sends them all to whoever subscribes, and after that one topic a connection that
no client may take (control characters, no UTF-8): the client hangs up, and comes back for the
next. Prints "ready", and "done" when all were sent.
"""
import base64
import json
import socket
import struct
import sys

SEQUENCES = [b"\033]0;title\a", b"\033[2J\033[5;5H", b"\033]52;c;QQ==\a", b"\x9b31m", b"\xc2\x9b31m", b"\033c", b"\n\r\b"]
TIMEOUT_S = 10


def messages(name):
    """(topic, payload, retained); of each sequence also one as the payload and one inside JSON."""
    with open(name, encoding="ascii") as file:
        for row in map(json.loads, file):
            topic = base64.b64decode(row["topic_b64"]) if "topic_b64" in row else row["topic"].encode()
            yield topic, base64.b64decode(row["payload_b64"]), row["retain"]
    for sequence in SEQUENCES:
        yield b"home/raw/sensors", sequence, False
        yield b"home/raw/sensors", b'{"temperature_c":21,"x":"' + sequence + b'"}', False
        yield b"home/raw/status", sequence, False
    yield b"home/last/sensors", b'{"temperature_c":21.5}', False


def refused_topics():
    for sequence in SEQUENCES[0], SEQUENCES[3]:
        yield b"home/a" + sequence + b"b/sensors"


def packet(kind, body):
    length, out = len(body), bytearray([kind])
    while True:
        length, digit = length >> 7, length & 0x7F
        out.append(digit | (0x80 if length else 0))
        if not length:
            return bytes(out) + body


def text(data):
    return struct.pack(">H", len(data)) + data


def read_packet(sock):
    """(kind, body); raises when the other side is gone."""

    def exactly(n):
        data = b""
        while len(data) < n:
            piece = sock.recv(n - len(data))
            if not piece:
                raise ConnectionError("gone")
            data += piece
        return data

    kind, length, shift = exactly(1)[0], 0, 0
    while True:
        digit = exactly(1)[0]
        length |= (digit & 0x7F) << shift
        shift += 7
        if digit < 0x80:
            return kind, exactly(length)


def publish_one(port, topic, payload, retained):
    with socket.create_connection(("127.0.0.1", port), TIMEOUT_S) as sock:
        sock.sendall(packet(0x10, text(b"MQTT") + b"\x04\x02\x00\x3c" + text(b"")))
        read_packet(sock)
        sock.sendall(packet(0x32 | retained, text(topic) + b"\x00\x01" + payload))
        return read_packet(sock)[0] == 0x40


def publish(port, name):
    taken = 0
    for message in messages(name):
        try:
            taken += publish_one(port, *message)
        except OSError:
            pass
    print(taken)


def is_mqtt_topic(topic):
    try:
        decoded = topic.decode()
    except UnicodeDecodeError:
        return False
    return bool(topic) and not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "+#" for c in decoded)


class Client:
    """One that has connected, of either version."""

    def __init__(self, sock):
        self.sock = sock
        _, body = read_packet(sock)
        self.properties = b"\x00" if body[6] == 5 else b""
        sock.sendall(packet(0x20, b"\x00\x00" + self.properties))

    def serve_subscribe(self):
        kind, body = read_packet(self.sock)
        if kind & 0xF0 == 0x80:
            count = body.count(b"/sensors") + body.count(b"/status")
            self.sock.sendall(packet(0x90, body[:2] + self.properties + b"\x00" * count))

    def send(self, topic, payload, retained):
        self.sock.sendall(packet(0x30 | retained, text(topic) + self.properties + payload))


def serve(port, name):
    listener = socket.create_server(("127.0.0.1", port))
    print("ready", flush=True)
    wanted = [message for message in messages(name) if is_mqtt_topic(message[0])]
    for refused in list(refused_topics()) + [None]:
        sock, _ = listener.accept()
        try:
            client = Client(sock)
            client.serve_subscribe()
            for message in wanted:
                client.send(*message)
            wanted = []
            if refused:
                client.send(refused, b'{"temperature_c":21}', False)
            else:
                client.send(b"home/after/sensors", b'{"temperature_c":22.5}', False)
                print("done", flush=True)
            while True:
                client.serve_subscribe()
        except OSError:
            pass


if __name__ == "__main__":
    {"publish": publish, "serve": serve}[sys.argv[1]](int(sys.argv[2]), sys.argv[3])
