# SPDX-License-Identifier: MIT
"""What bench.py runs: brokers, sources, subscribers, and sensortop on a pseudo-terminal."""
import fcntl
import json
import os
import pty
import re
import select
import signal
import socket
import struct
import subprocess
import tempfile
import termios
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = "."  # set by bench.py
PATIENCE_S = 120
# Sequences that move and colour; text parted by a jump is parted by a blank.
CONTROL = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()].|\x1b.")


class Trouble(Exception):
    """A program here did not do its part: there is no figure."""


def tool(name):
    return os.path.join(BUILD, "tests/bench", name)


def find(program):
    path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
    return next((p for p in (os.path.join(d, program) for d in path.split(":")) if os.access(p, os.X_OK)), None)


def cpu_s(pid):
    """Of all its threads so far, with nanoseconds."""
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
                total += int(file.read().split()[0])
        except OSError:
            pass
    return total * 1e-9


def output_of(process, seconds=PATIENCE_S):
    """All that it printed, when it has ended by itself; in time, or there is trouble."""
    try:
        return process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise Trouble(f"{os.path.basename(process.args[0])} did not end within {seconds:.0f} s") from None


def stop(process):
    process.terminate()
    return output_of(process)


def rss_kib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))


class Broker:
    """A mosquitto with nothing but a port set: as it comes."""

    def __init__(self, *lines):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.directory = tempfile.TemporaryDirectory(prefix="sensortop-bench-")
        path = os.path.join(self.directory.name, "mosquitto.conf")
        with open(path, "w", encoding="ascii") as file:
            file.write("\n".join([f"listener {self.port} 127.0.0.1", "allow_anonymous true", "log_type none", *lines, ""]))
        self.process = subprocess.Popen([find("mosquitto"), "-c", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait()

    def wait(self):
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise Trouble("mosquitto does not start")

    def load(self, **options):
        """bench-load, for output_of or stop."""
        return subprocess.Popen([tool("bench-load"), "-p", str(self.port), *flags(options)], stdout=subprocess.PIPE, text=True)

    def fill(self, **options):
        output_of(self.load(**options))

    def __enter__(self):
        return self

    def __exit__(self, *rest):
        stop(self.process)
        self.directory.cleanup()


def flags(options):
    out = []
    for name, value in options.items():
        out += [f"-{name}"] if value is True else [f"-{name}", str(value)]
    return out


class Source:
    """bench-replay: the stand-in for a broker that is never the limit."""

    def __init__(self, **options):
        self.process = subprocess.Popen([tool("bench-replay"), *flags(options)], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def end(self):
        """When the first message went, and how many did; after its client has gone."""
        return json.loads(output_of(self.process, 10))

    def __enter__(self):
        return self

    def __exit__(self, *rest):
        self.process.kill()
        self.process.wait()


def run(command, keep=False):
    """A program that ends by itself, or is ended: its CPU, its time, and what it printed or nothing of it."""
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") if keep else open(os.devnull, "w", encoding="ascii") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
        killer = threading.Timer(PATIENCE_S, os.kill, (process.pid, signal.SIGKILL))
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        killer.cancel()
        process.returncode = status
        if keep:
            out.seek(0)
        return {
            "cpu_s": usage.ru_utime + usage.ru_stime,
            "wall_s": time.monotonic() - begun,
            "status": status,
            "out": out.read(2000) if keep else "",
        }


def in_row(label, value):
    """A row that begins with another pen than the one in hand is written from behind."""
    return rb"\b" + label + rb" +" + value + rb"|\b" + value + rb" +" + label + rb"\b"


class Dashboard:
    """sensortop with its grid on a pseudo-terminal of 80x24."""

    def __init__(self, port, *arguments):
        self.begun = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            program = os.path.join(BUILD, "sensortop")
            os.execv(program, [program, "-h", "127.0.0.1", "-p", str(port), *arguments])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def __enter__(self):
        return self

    def __exit__(self, *rest):
        if self.fd >= 0:
            self.kill()

    def read(self, seconds):
        """False: it has ended."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        self.seen = (self.seen + data)[-200000:]
        return bool(data)

    def text(self):
        return CONTROL.sub(b" ", self.seen)

    def press(self, keys):
        self.seen = b""
        os.write(self.fd, keys.encode())

    def wait_for(self, pattern, seconds=PATIENCE_S):
        """The match, or None."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = re.search(pattern, self.text())
            if found:
                return found
            if not self.read(max(0, min(1, until - time.monotonic()))):
                return None
        return None

    def wait(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.read(max(0, until - time.monotonic())):
            self.seen = b""

    def ask(self, pattern, seconds=PATIENCE_S, every=0.2):
        """Repaints until the screen as a whole shows it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.press("\x0c")
            found = self.wait_for(pattern, every)
            if found:
                return found
        return None

    def received(self):
        """By the view of the link."""
        self.press("i")
        self.wait(0.3)
        found = self.ask(in_row(rb"received", rb"(\d+), [0-9.]+ a second, [^\x1b\n]* in all"), 10)
        self.press("\x1b")
        return int(found.group(1) or found.group(2)) if found else -1

    def has_caught_up(self):
        """Less than a megabyte waits for its main thread."""
        self.press("i")
        self.wait(0.3)
        found = self.ask(in_row(rb"waiting", rb"(\d{1,3}) KiB"), 1)
        self.press("\x1b")
        return bool(found)

    def end(self):
        figures = self.figures()
        os.write(self.fd, b"q")
        until = time.monotonic() + 3
        while time.monotonic() < until and self.read(0.5):
            pass
        self.kill()
        return figures

    def figures(self):
        try:
            return {"cpu_s": cpu_s(self.pid), "rss_kib": rss_kib(self.pid)}
        except (OSError, AttributeError):
            raise Trouble("sensortop has ended: " + self.text()[-200:].decode("utf-8", "replace")) from None

    def kill(self):
        """Asked first, as a service is."""
        until = time.monotonic() + 5
        os.kill(self.pid, signal.SIGTERM)
        while not os.waitpid(self.pid, os.WNOHANG)[0]:
            if time.monotonic() > until:
                os.kill(self.pid, signal.SIGKILL)
            time.sleep(0.01)
        os.close(self.fd)
        self.fd = -1


def table(*arguments):
    """bench-table: the model and the screen alone."""
    return json.loads(run([tool("bench-table"), *arguments], keep=True)["out"])


def meter(arguments, command):
    """Starts pty-meter; read_meter takes what it found."""
    return subprocess.Popen([tool("pty-meter"), *arguments, "--", *command], stdout=subprocess.PIPE, text=True)


def read_meter(process):
    out = output_of(process)
    return {name: float(value) for name, value in re.findall(r"(\w+)=(-?[\d.]+)", out)}
