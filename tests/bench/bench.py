#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What sensortop costs, side by side with what else one could use, in one run.

  make bench [QUICK=1] [BENCH="--only cpu,start --json out.json"]

README.md in this directory says how to read the table."""
import argparse
import json
import operator
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import long_runs
import programs
from programs import Broker, Dashboard, Source, Trouble, find, meter, read_meter, run, stop, table, tool

FILTER = "home/+/sensors"
NOISY_SPREAD = 1.25  # the same work, timed again and again, differs by more: read ratios only
NOISY_STEAL = 0.03
NOISY_OTHERS = 0.1
ROUNDS_S = 90  # then there is no further round
BOUNDS = {"<=": operator.le, ">=": operator.ge, "==": operator.eq}


class Report:
    """Rows of a table: what, its values, what it may be, whether it is."""

    def __init__(self):
        self.rows = []

    def add(self, section, what, values, unit, limit=None, bound="<=", note=""):
        """values: one, or one a round; the median is judged."""
        values = values if isinstance(values, list) else [values]
        values = [v for v in values if v is not None]
        row = {"section": section, "what": what, "unit": unit, "values": values, "limit": limit, "note": note}
        row["median"] = statistics.median(values) if values else None
        row["ok"] = None
        if limit is not None:
            row["ok"] = bool(values) and BOUNDS[bound](row["median"], limit)
            row["bound"] = f"{bound} {self.number(limit)}"
        self.rows.append(row)
        print(self.line(row), flush=True)

    @staticmethod
    def number(value):
        return f"{value:,.0f}" if value >= 10000 else f"{value:.4g}"

    @classmethod
    def line(cls, row):
        if row["median"] is None:
            return f"  {row['what']:<58} {'not measured':<47} {'' if row['ok'] is None else 'NOT MET':<8} {row['note']}"
        values = row["values"]
        spread = f"{cls.number(min(values))}…{cls.number(max(values))}" if len(values) > 1 else ""
        verdict = {None: "", True: "ok", False: "NOT MET"}[row["ok"]]
        return (
            f"  {row['what']:<58} {cls.number(row['median']):>10} {row['unit']:<6} {spread:<18}"
            f" {row.get('bound', ''):<10} {verdict:<8} {row['note']}"
        )


class Noise:
    """The same work again and again between the measurements; what others took of the processors, and the hypervisor."""

    def __init__(self):
        self.times, self.begun, self.ours_s = [], self.processors_s(), self.used_s()

    @staticmethod
    def processors_s():
        """Stolen, working, and all of their time."""
        with open("/proc/stat", encoding="ascii") as file:
            ticks = [int(text) / os.sysconf("SC_CLK_TCK") for text in file.readline().split()[1:]]
        user, nice, system, _idle, _waiting, interrupts, softirq, stolen = ticks[:8]
        return stolen, user + nice + system + interrupts + softirq, sum(ticks[:8])

    @staticmethod
    def used_s():
        """By this program and those that it has run."""
        return sum(os.times()[:4])

    def probe(self):
        best = min(run([tool("bench-table"), "-d", "200", "-s", "400", "-F", "0"])["cpu_s"] for _ in range(3))
        self.times.append(best)

    def judge(self):
        stolen, working, all_ = (now - before for now, before in zip(self.processors_s(), self.begun))
        spread = max(self.times) / min(self.times)
        steal = stolen / max(1, all_)
        others = max(0, working - (self.used_s() - self.ours_s)) / max(1, all_)
        noisy = spread > NOISY_SPREAD or steal > NOISY_STEAL or others > NOISY_OTHERS
        return {"spread": spread, "steal": steal, "others": others, "noisy": noisy}


# --- CPU per message, messages per second ------------------------------------


def subscriber(command):
    """A program that takes n messages from the source and ends: its CPU, and how long it took from the first message."""

    def measure(n, qos, rate):
        with Source(n=n, q=qos, r=rate) as source:
            result = run([text.format(n=n, port=source.port, qos=qos) for text in command])
            ended = time.monotonic()
            if result["status"] != 0:
                return None
            return {"cpu_s": result["cpu_s"], "took_s": ended - source.end()["begun"]}

    return measure


def dashboard(n, qos, rate):
    """The same of sensortop, which has it all when the last message is on the screen."""
    with Source(n=n, q=qos, r=rate, s=2) as source:
        with Dashboard(source.port, "-q", str(qos), "-V", "mqttv311", "--history", "60") as program:
            seen = program.wait_for(rb"at-the-end")
            ended = time.monotonic()
            used = program.end()["cpu_s"]
        return {"cpu_s": used, "took_s": ended - source.end()["begun"]} if seen else None


SUBSCRIBE = ["mosquitto_sub", "-h", "127.0.0.1", "-p", "{port}", "-q", "{qos}", "-t", FILTER, "-C", "{n}"]


def subjects():
    out = {
        "mosquitto_sub": subscriber(SUBSCRIBE),
        "sensortop": dashboard,
        "mosquitto_sub -F %j": subscriber(SUBSCRIBE + ["-F", "%j"]),
        "bare libmosquitto": subscriber([tool("bench-floor"), "library", "-p", "{port}", "-n", "{n}"]),
        "raw socket": subscriber([tool("bench-floor"), "raw", "-p", "{port}", "-n", "{n}", "-q", "{qos}"]),
    }
    for python in ("python3", "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import paho.mqtt.client"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            out["Python paho"] = subscriber([python, os.path.join(programs.HERE, "subscriber-paho.py"), "{port}", "{n}", "{qos}"])
            break
    return out


def slope(n, whole, part):
    """What n messages cost, without what starting costs: n of them less a quarter of n. How fast they were: by the whole."""
    if not whole or not part:
        return None
    return {"us": (whole["cpu_s"] - part["cpu_s"]) * 1e6 / (n - n // 4), "per_s": n / whole["took_s"]}


def in_turn(n_of, qos, rounds):
    """As fast as they can, A B C A B C, fewer rounds on a slow machine; {name: [slope, …]}."""
    every = subjects()
    out = {name: [] for name in every}
    until = time.monotonic() + ROUNDS_S
    for done in range(rounds):
        if done and time.monotonic() + (time.monotonic() - until + ROUNDS_S) / done > until:
            break
        for name in out:
            n = n_of(name)
            out[name].append(slope(n, every[name](n, qos, 0), every[name](n // 4, qos, 0)))
    return out


def at_once(names, n, qos, rate, rounds):
    """At a pace, and these at the same time, each from a source of its own: what disturbs one disturbs all."""
    every = {name: measure for name, measure in subjects().items() if name in names}
    out = {name: [] for name in every}
    with ThreadPoolExecutor(len(every)) as pool:
        for _ in range(rounds):
            whole, part = (
                dict(zip(every, pool.map(lambda measure, k=k: measure(k, qos, rate), every.values()))) for k in (n, n // 4)
            )
            for name in every:
                out[name].append(slope(n, whole[name], part[name]))
    return out


def ratios(found, name, key, base="mosquitto_sub"):
    pairs = zip(found.get(name, []), found.get(base, []))
    return [a[key] / b[key] for a, b in pairs if a and b and b[key] > 0]


def add_cost(report, section, found):
    for name, list_ in found.items():
        report.add(section, f"{section}: {name}", [r and r["us"] for r in list_], "us")
    for base, limit in {"mosquitto_sub": 0.5, "mosquitto_sub -F %j": 0.3, "Python paho": 0.1}.items():
        if base in found:
            report.add(section, f"{section}: sensortop / {base}", ratios(found, "sensortop", "us", base), "x", limit)


def section_cpu(report, quick):
    scale = 0.5 if quick else 1
    weight = {"Python paho": 0.1, "mosquitto_sub -F %j": 0.4, "raw socket": 2}
    for qos, n, name in ((0, 400000, "flood, QoS 0"), (1, 100000, "flood, QoS 1")):
        found = in_turn(lambda s, n=n: int(n * scale * weight.get(s, 1)), qos, 3)
        add_cost(report, name, found)
        for subject, list_ in found.items():
            report.add(name, f"{name}: {subject}", [r and r["per_s"] for r in list_], "msg/s")
        fast = ratios(found, "sensortop", "per_s")
        report.add(name, f"{name}: throughput, sensortop / mosquitto_sub", fast, "x", 1.0, bound=">=")


def section_paced(report, quick):
    groups = (("mosquitto_sub", "sensortop", "bare libmosquitto"), ("sensortop", "mosquitto_sub -F %j", "Python paho"))
    n, rounds = (12000, 3) if quick else (20000, 5)
    for qos in (0, 1):
        for group in groups:
            add_cost(report, f"4,000 a second, QoS {qos}", at_once(group, n, qos, 4000, rounds))


# --- nothing lost -------------------------------------------------------------


def section_retained(report, quick):
    n = 100000
    name = f"{n:,} retained"
    with Broker() as broker:
        broker.fill(n=n, d=n, R=True)
        raw, ours, counts = [], [], []
        for _ in range(2 if quick else 3):
            begun = time.monotonic()
            out = run([tool("bench-floor"), "raw", "-p", str(broker.port), "-n", str(n), "-i", "5000"], keep=True)["out"]
            raw.append(time.monotonic() - begun if json.loads(out)["received"] == n else None)
            with Dashboard(broker.port) as program:
                found = program.ask(rb"\b%d devices" % n, 20, 0.02)
                ours.append(time.monotonic() - program.begun if found else None)
                counts.append(n if found else int((program.ask(rb"(\d+) devices", 5) or [0, 0])[1]))
    report.add(name, f"{name}, -q 1: devices shown", counts, "", n, "==")
    report.add(name, f"{name}: a raw reader at QoS 0 (start to last)", raw, "s")
    report.add(name, f"{name}: sensortop (start to all on screen)", ours, "s")
    both = [a / b for a, b in zip(ours, raw) if a and b]
    report.add(name, f"{name}: sensortop / raw reader", both, "x", 2.0)


# --- responsive ---------------------------------------------------------------


def section_frame(report, quick):
    name = "frame"
    for n in (10, 1000, 10000, 100000) + (() if quick else (1000000,)):
        history = ["-s", "1", "-H", "0"] if n > 100000 else ["-s", "2"]
        rounds = [table("-d", str(n), *history, "-k", ">>") for _ in range(3 if n < 1000000 else 1)]
        limit = 10 if n >= 100000 else None
        frames = [r["frame_ms"] for r in rounds]
        report.add(name, f"frame, {n:,} devices by temperature", frames, "ms", limit)
        if n >= 100000:
            report.add(name, f"frame, {n:,} devices: the slowest", [r["frame_worst_ms"] for r in rounds], "ms")
            report.add(name, f"frame, {n:,} devices: the tick of each second", [r["tick_ms"] for r in rounds], "ms")
    filtered = [table("-d", "100000", "-s", "2", "-k", "\\dev temp>20 !kitchen\n")["frame_ms"] for _ in range(3)]
    report.add(name, "frame, 100,000 devices, a filter of three words", filtered, "ms", 10)


def key_times(n, presses, *arguments):
    """From each key to its effect in ms, the quickest first."""
    times = []
    with Source(n=10**9, d=n, r=30000, b=n, s=2) as source:
        with Dashboard(source.port, "-q", "0", "-V", "mqttv311", *arguments) as program:
            if not program.ask(rb"\b%d devices" % n, 60):
                raise Trouble(f"not all of {n:,} devices arrived")
            program.press(">>")
            for i in range(presses):
                answer = (rb"LINK", rb"TREND")[i % 2]
                program.wait(0.11 + i * 7919 % 101 / 1000)
                begun = time.monotonic()
                program.press("i")  # not Esc, which is one only when nothing follows it
                found = program.wait_for(answer, 5)
                times.append((time.monotonic() - begun) * 1e3 if found else 5000)
    return sorted(times)


def section_keys(report, quick):
    """A third of the devices are beyond a limit."""
    presses = 30 if quick else 100
    for n in (20000,) if quick else (100000, 1000000):
        name = f"keys, {n:,} devices by temperature, 30,000 msg/s"
        times = key_times(n, presses, "--max-devices", str(n), *(["--history", "0"] if n > 100000 else []))
        report.add("keys", f"{name}: median", times[presses // 2], "ms")
        report.add("keys", f"{name}: 99th percentile", times[presses * 99 // 100], "ms", 50)


# --- small, quiet, fast to start ----------------------------------------------


def section_memory(report, quick):
    name = "memory"
    full = table("-d", "100000", "-s", "60", "-F", "1")
    report.add(name, "memory: a device with 2 metrics of 60 readings", full["bytes_a_device"], "bytes", 1536)
    bare = table("-d", "100000", "-s", "2", "-H", "0", "-F", "1")
    report.add(name, "memory: a device with 2 metrics, --history 0", bare["bytes_a_device"], "bytes", 400)
    if not quick:
        million = table("-d", "1000000", "-s", "2", "-H", "0", "-F", "2")
        report.add(name, "memory: 1,000,000 devices, --history 0, all of the program", million["rss_mib"], "MiB", 600)


def quiet_pair(broker, seconds):
    """At the same time, each on a terminal of its own: ours and theirs."""
    ours = [os.path.join(programs.BUILD, "sensortop"), "-h", "127.0.0.1", "-p", str(broker.port)]
    theirs = [find("mosquitto_sub"), "-h", "127.0.0.1", "-p", str(broker.port), "-v", "-q", "1", "-t", "home/#"]
    timing = ["-w", "4", "-d", str(seconds), "-m", "dev0000"]
    both = [meter(timing, ours), meter(timing, theirs)]
    return [read_meter(process) for process in both]


def section_quiet(report, quick):
    seconds = 15 if quick else 60
    name = "12 devices every 3 s"
    with Broker() as broker:
        broker.fill(n=12, d=12, R=True, S=True)
        load = broker.load(n=10**9, d=12, r=4, t=seconds + 12)
        ours, theirs = quiet_pair(broker, seconds)
        stop(load)
    report.add(name, f"{name}: mosquitto_sub -v", theirs["cpu_percent"], "% CPU")
    report.add(name, f"{name}: sensortop", ours["cpu_percent"], "% CPU")
    report.add(name, f"{name}: sensortop / mosquitto_sub", ours["cpu_percent"] / max(1e-9, theirs["cpu_percent"]), "x", 2.0)
    report.add(name, f"{name}: mosquitto_sub wakes up", theirs["wakeups_per_s"], "/s")
    report.add(name, f"{name}: sensortop wakes up", ours["wakeups_per_s"], "/s", note="both threads, 4 messages a second")
    beyond = ours["wakeups_per_s"] - theirs["wakeups_per_s"]
    report.add(name, f"{name}: beyond the messages", beyond, "/s", 1.1, note="a PINGRESP every 20 s among them")
    report.add(name, f"{name}: to the terminal", ours["bytes_per_s"], "B/s", 300)
    report.add(name, f"{name}: resident", ours["rss_kib"] / 1024, "MiB", 8)


VIEWS = {"grid": None, "tiles": "g", "detail": "\\n", "events": "e", "link": "i", "help": "h"}


def screen(broker, *arguments):
    command = [os.path.join(programs.BUILD, "sensortop"), "-h", "127.0.0.1", "-p", str(broker.port)]
    return read_meter(meter(["-m", "dev00001", "-w", "3", *arguments], command))


def add_keys(report, name, broker, presses):
    """Pausing, because its mark comes whole: what is sent is only what differs."""
    seconds = str(presses * 0.42 + 2)
    got = screen(broker, "-d", seconds, "-k", "p|p", "-A", "PAUSED|", "-K", str(2 * presses), "-g", "200")
    report.add("screen", f"keys, {name}: median", got["key_ms_p50"], "ms")
    report.add("screen", f"keys, {name}: 99th percentile", got["key_ms_p99"], "ms", 50)


def section_screen(report, quick):
    seconds = "3" if quick else "6"
    with Broker() as broker:
        broker.fill(n=12, d=12, R=True, S=True)
        for view, key in VIEWS.items():
            got = screen(broker, "-d", seconds, *(["-i", key] if key else []))
            report.add("screen", f"idle, {view}", got["cpu_percent"], "% CPU")
            report.add("screen", f"idle, {view}: to the terminal", got["bytes_per_s"], "B/s")
        add_keys(report, "idle", broker, 20 if quick else 50)
        load = broker.load(n=10**9, d=50, r=5000, t=90)
        add_keys(report, "5,000 msg/s", broker, 20 if quick else 50)
        stop(load)
        load = broker.load(n=10**9, d=50, r=500, t=60)
        got = screen(broker, "-s", "80x56", "-d", seconds)
        stop(load)
    report.add("screen", "50 rows, each 10 times a second", got["bytes_per_s"], "B/s")
    report.add("screen", "50 rows, each 10 times a second: a frame", got["frame_bytes"], "bytes")
    report.add("screen", "50 rows, each 10 times a second: CPU", got["cpu_percent"], "% CPU")


def section_start(report, quick):
    name = "start"
    rounds = 5 if quick else 15
    program = os.path.join(programs.BUILD, "sensortop")
    with Broker() as broker:
        broker.fill(n=12, d=12, R=True, S=True)
        frames, rows, theirs = [], [], []
        for _ in range(rounds):
            timing = ["-w", "0.1", "-d", "0.1", "-m"]
            command = [program, "-h", "127.0.0.1", "-p"]
            frames.append(read_meter(meter([*timing, "Quit"], [*command, "1"]))["mark_ms"])
            rows.append(read_meter(meter([*timing, "dev000011"], [*command, str(broker.port)]))["mark_ms"])
            plain = [find("mosquitto_sub"), "-h", "127.0.0.1", "-p", str(broker.port), "-v", "-t", "home/#"]
            theirs.append(read_meter(meter([*timing, "dev000011"], plain))["mark_ms"])
    report.add(name, "start: first whole frame, no broker", frames, "ms", 30)
    report.add(name, "start: all 12 rows, with a broker", rows, "ms", 100)
    report.add(name, "start: mosquitto_sub's 12 lines", theirs, "ms")


SECTIONS = {
    "cpu": section_cpu,
    "paced": section_paced,
    "retained": section_retained,
    "lossless": long_runs.section_lossless,
    "frame": section_frame,
    "keys": section_keys,
    "memory": section_memory,
    "churn": long_runs.section_churn,
    "sizes": long_runs.section_sizes,
    "quiet": section_quiet,
    "screen": section_screen,
    "start": section_start,
}
LONG_RUNS = ("lossless", "churn", "sizes")
UNLESS_ASKED = ("sizes",)  # minutes, and nothing to be judged


def about():
    with open("/proc/cpuinfo", encoding="ascii") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "?")
    version = run(["mosquitto_sub", "--help"], keep=True)["out"].splitlines()
    return {
        "when": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "processors": f"{os.cpu_count()} x {model}",
        "mosquitto_sub": next((line for line in version if "version" in line), "?"),
    }


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=".", help="where sensortop was built")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs: a rough idea in four minutes")
    parser.add_argument("--only", default=",".join(name for name in SECTIONS if name not in UNLESS_ASKED), help="of " + ",".join(SECTIONS))
    parser.add_argument("--seconds", type=int, help="how long " + " and ".join(LONG_RUNS) + " take")
    parser.add_argument("--json", help="a file for the figures")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.only.split(",") if name not in SECTIONS]
    if unknown:
        parser.error(f"--only: no such section, there are {', '.join(SECTIONS)}: '{unknown[0]}'")
    return arguments


def run_section(report, name, arguments):
    seconds = [arguments.seconds] if name in LONG_RUNS else []
    try:
        SECTIONS[name](report, arguments.quick, *seconds)
    except Trouble as trouble:
        report.add(name, name, [], "", 0, note=str(trouble))


def main():
    arguments = read_arguments()
    programs.BUILD = os.path.abspath(arguments.build)
    missing = [name for name in ("mosquitto", "mosquitto_sub") if not find(name)]
    if missing:
        sys.exit(f"bench: needed and not found: {', '.join(missing)}")
    report, noise, machine = Report(), Noise(), about()
    for name, value in machine.items():
        print(f"{name}: {value}")
    with tempfile.TemporaryDirectory(prefix="sensortop-bench-") as home:
        os.environ["XDG_STATE_HOME"] = home
        for name in arguments.only.split(","):
            print(f"\n{name}", flush=True)
            noise.probe()
            run_section(report, name, arguments)
    noise.probe()
    verdict = noise.judge()
    print(f"\nThe same work, repeated, took up to {verdict['spread']:.2f} times its best; others used", end=" ")
    print(f"{verdict['others']:.0%} of the processors, {verdict['steal']:.1%} were stolen.")
    if verdict["noisy"]:
        print("TOO NOISY TO TELL: others used this machine. Ratios may do, times do not; run it again when it is quiet.")
    missed = [row for row in report.rows if row["ok"] is False]
    judged = [row for row in report.rows if row["ok"] is not None]
    print(f"{len(judged) - len(missed)} of {len(judged)} limits are met.")
    for row in missed:
        print(report.line(row))
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump({"machine": machine, "noise": verdict, "quick": arguments.quick, "rows": report.rows}, file, indent=1)
    return 1 if missed and not verdict["noisy"] else 0


if __name__ == "__main__":
    sys.exit(main())
