# SPDX-License-Identifier: MIT
"""What takes its time: nothing lost, nothing grown (--seconds), what a size of house needs."""
import json
import os
import signal
import subprocess
import time

import programs
from programs import Broker, Dashboard, Source, cpu_s, find, rss_kib, run

LOSSLESS_S, LOSSLESS_QUICK_S = 15, 5
CHURN_S, CHURN_QUICK_S = 24, 12
CHURN_ROUND_S = 4
CHURN_KEYS = "e\x1bg\x1bi\x1b>jjk\x1b<m"


def watch_dropped(port):
    """The broker's own count of what it threw away, a moment ago."""
    command = ["mosquitto_sub", "-p", str(port), "-t", "$SYS/broker/publish/messages/dropped", "-C", "2", "-W", "5"]
    lines = run(command, keep=True)["out"].split()
    return int(lines[-1]) if lines else 0


def lossless(qos, seconds):
    """Published, thrown away by the broker, received."""
    with Broker("sys_interval 1") as broker:
        program = Dashboard(broker.port, "-q", str(qos), "--history", "60")
        program.wait_for(rb"connected")
        program.wait(1)
        load = broker.load(c=8, d=1000, q=qos, t=seconds, n=10**9)
        while load.poll() is None:
            program.wait(0.5)
        sent = json.loads(load.communicate()[0])
        program.wait(2)
        received, dropped = program.received(), watch_dropped(broker.port)
        program.end()
    return sent, dropped, received


def section_lossless(report, quick, seconds=None):
    seconds = seconds or (LOSSLESS_QUICK_S if quick else LOSSLESS_S)
    for qos in (0, 1):
        name = f"8 publishers, {seconds} s, QoS {qos}"
        sent, dropped, received = lossless(qos, seconds)
        report.add(name, f"{name}: published", sent["sent"], "", note=f"{sent['per_s']:.0f} a second")
        report.add(name, f"{name}: thrown away by the broker", dropped, "")
        report.add(name, f"{name}: received", received, "")
        report.add(name, f"{name}: lost by us", sent["sent"] - dropped - received, "", 0)


def start_sensors(port):
    """Twenty that come and go; killed, they leave their last wills."""
    command = [os.path.join(programs.BUILD, "sensorpub"), "--host", "127.0.0.1", "--port", str(port)]
    command += ["--simulate", "20", "--interval", "1", "--scenario", "house"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def churn_round(program, broker, number):
    """Sensors come, views are looked at, a device is cleared, another talks rubbish, sensors die."""
    sensors = start_sensors(broker.port)
    publish = [find("mosquitto_pub"), "-h", "127.0.0.1", "-p", str(broker.port)]
    for key in CHURN_KEYS:
        program.press(key)
        program.wait(CHURN_ROUND_S / len(CHURN_KEYS))
    run([*publish, "-t", f"home/dev{number % 100:06}/status", "-r", "-n"])
    run([*publish, "-t", f"home/dev{number % 100:06}/sensors", "-m", '{"temperature_c":'])
    sensors.send_signal(signal.SIGTERM if number % 2 else signal.SIGKILL)
    sensors.wait()


def churn(seconds):
    """Resident memory in KiB, after each round."""
    samples = []
    with Broker() as broker:
        load = broker.load(n=10**9, d=100, q=1, r=2000, S=True, t=seconds)
        program = Dashboard(broker.port, "--history", "60", "--high", "30", "--alert", "offline warn")
        program.wait_for(rb"dev0")
        while load.poll() is None:
            churn_round(program, broker, len(samples))
            samples.append(rss_kib(program.pid))
        load.communicate()
        received = program.received()
        program.end()
    return samples, received


def section_churn(report, quick, seconds=None):
    seconds = seconds or (CHURN_QUICK_S if quick else CHURN_S)
    name = f"churn, {seconds} s"
    samples, received = churn(seconds)
    marks = [samples[len(samples) * part // 6] for part in range(6)] + samples[-1:]
    report.add(name, f"{name}: messages", received, "")
    report.add(name, f"{name}: resident at its end", samples[-1] / 1024, "MiB", 16, note="KiB at each sixth: " + " ".join(map(str, marks)))
    report.add(name, f"{name}: grown in its second half", samples[-1] - samples[len(samples) // 2], "KiB", 256)


SIZE_S = 10
FILL_PATIENCE_S = 300
# Devices, readings a second, readings kept of a metric.
SIZES = ((12, 4, 60), (1000, 4000, 600), (100000, 30000, 60), (1000000, 30000, 0))


def size(devices, rate, history):
    """CPU of a core and MiB at that pace, when all histories are full; None: it fell behind."""
    burst = devices * max(history, 1)
    source = Source(n=10**9, d=devices, r=rate, b=burst, s=2)
    limits = ["--max-devices", str(devices), "--history", str(history)]
    program = Dashboard(source.port, "-q", "0", "-V", "mqttv311", *limits)
    until = time.monotonic() + FILL_PATIENCE_S
    while (program.received() < burst or not program.has_caught_up()) and time.monotonic() < until:
        program.wait(1)
    before, begun = (program.received(), cpu_s(program.pid)), time.monotonic()
    program.wait(SIZE_S)
    used, took = cpu_s(program.pid) - before[1], time.monotonic() - begun
    behind = rate * took - (program.received() - before[0])
    mib = program.end()["rss_kib"] / 1024
    source.end()
    return (100 * used / took, mib) if before[0] >= burst and behind < rate else None


def section_sizes(report, quick, _seconds=None):
    for devices, rate, history in SIZES[:2] if quick else SIZES:
        name = f"{devices:,} devices, {rate:,} msg/s, --history {history}"
        found = size(devices, rate, history) or (None, None)
        report.add("sizes", f"{name}: of a core", found[0], "% CPU")
        report.add("sizes", f"{name}: resident", found[1], "MiB")
