# SPDX-License-Identifier: MIT
"""What takes its time: nothing lost, nothing grown (--seconds), what a size of house needs."""
import json
import os
import signal
import subprocess
import tempfile
import time

import programs
from programs import PATIENCE_S, Broker, Dashboard, Source, Trouble, cpu_s, find, output_of, rss_kib, run, table

LOSSLESS_S, LOSSLESS_QUICK_S = 15, 5
CHURN_S, CHURN_QUICK_S = 24, 12
CHURN_ROUND_S = 4
CHURN_KEYS = "e\x1bg\x1bi\x1b>jjk\x1b<m"


# What the broker throws away is counted in one number for all its clients and all kinds of packets, a flood's victims
# too that were none of its readings: the news from $SYS, answers to pings. So the dashboard is sent none of those.
ALONE = """topic readwrite home/#
user watcher
topic read $SYS/#
"""
SETTLED_S = 4  # $SYS lags behind by two, at an interval of one


def dropped(port):
    """The broker's own count of what it threw away; none: it has said no such thing."""
    command = ["mosquitto_sub", "-p", str(port), "-u", "watcher", "-t", "$SYS/broker/publish/messages/dropped", "-C", "1", "-W", "5"]
    lines = run(command, keep=True)["out"].split()
    return int(lines[0]) if lines else 0


def settled(program, port):
    """Received and thrown away, when neither changes any more."""
    now, until = None, time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        before, now = now, (program.received(), dropped(port))
        if now == before:
            return now
        program.wait(SETTLED_S)
    raise Trouble("what is received does not come to an end")


def lossless(qos, seconds):
    """Published, received, thrown away by the broker."""
    with tempfile.NamedTemporaryFile("w", prefix="sensortop-bench-") as acl:
        acl.write(ALONE)
        acl.flush()
        os.chmod(acl.name, 0o644)
        keepalive = str(2 * seconds + PATIENCE_S)
        with Broker("sys_interval 1", f"acl_file {acl.name}") as broker:
            with Dashboard(broker.port, "-q", str(qos), "--history", "60", "-k", keepalive) as program:
                program.wait_for(rb"connected")
                program.wait(1)
                load = broker.load(c=8, d=1000, q=qos, t=seconds, n=10**9)
                until = time.monotonic() + seconds + PATIENCE_S
                while load.poll() is None and time.monotonic() < until:
                    program.wait(0.5)
                return json.loads(output_of(load, 1)), *settled(program, broker.port)


def section_lossless(report, quick, seconds=None):
    seconds = seconds or (LOSSLESS_QUICK_S if quick else LOSSLESS_S)
    for qos in (0, 1):
        name = f"8 publishers, {seconds} s, QoS {qos}"
        sent, received, dropped_ = lossless(qos, seconds)
        report.add(name, f"{name}: published", sent["sent"], "", note=f"{sent['per_s']:.0f} a second")
        report.add(name, f"{name}: thrown away by the broker", dropped_, "")
        report.add(name, f"{name}: received", received, "")
        report.add(name, f"{name}: lost by us", sent["sent"] - dropped_ - received, "", 0, "==")


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
    output_of(sensors)


def churn(seconds):
    """Resident memory in KiB, after each round."""
    samples = []
    until = time.monotonic() + seconds + PATIENCE_S
    with Broker() as broker:
        load = broker.load(n=10**9, d=100, q=1, r=2000, S=True, t=seconds)
        with Dashboard(broker.port, "--history", "60", "--high", "30", "--alert", "offline warn") as program:
            program.wait_for(rb"dev0")
            while load.poll() is None and time.monotonic() < until:
                churn_round(program, broker, len(samples))
                samples.append(rss_kib(program.pid))
            output_of(load, 1)
            return samples, program.received()


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
    """CPU of a core and MiB at that pace, when all histories are full."""
    burst = devices * max(history, 1)
    limits = ["--max-devices", str(devices), "--history", str(history)]
    with Source(n=10**9, d=devices, r=rate, b=burst, s=2) as source:
        with Dashboard(source.port, "-q", "0", "-V", "mqttv311", *limits) as program:
            until = time.monotonic() + FILL_PATIENCE_S
            while program.received() < burst or not program.has_caught_up():
                if time.monotonic() > until:
                    raise Trouble(f"it had not caught up with the first {burst:,} after {FILL_PATIENCE_S} s")
                program.wait(1)
            before, begun = (program.received(), cpu_s(program.pid)), time.monotonic()
            program.wait(SIZE_S)
            used, took = cpu_s(program.pid) - before[1], time.monotonic() - begun
            came = program.received() - before[0]
            mib = program.end()["rss_kib"] / 1024
    note = "" if came > rate * (took - 1) else f"fell behind: {came / took:,.0f} a second"
    return 100 * used / took, mib, note


def section_sizes(report, quick, _seconds=None):
    for devices, rate, history in SIZES[:2] if quick else SIZES:
        name = f"{devices:,} devices, {rate:,} msg/s, --history {history}"
        cpu, mib, note = size(devices, rate, history)
        frame = table("-d", str(devices), "-s", "2", "-H", "2" if history else "0", "-k", ">>")
        report.add("sizes", f"{name}: of a core", cpu, "% CPU", note=note)
        report.add("sizes", f"{name}: resident", mib, "MiB")
        report.add("sizes", f"{name}: a screen", frame["frame_ms"], "ms")
