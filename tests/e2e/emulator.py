#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""emulator.py [-T TERM] [-s COLSxROWS] [-t TITLE] [-c] [-o FILE] -- COMMAND...: a terminal for a test.

Runs the command on a pseudo-terminal, feeds what it writes to an emulator (pyte), and follows the
steps on standard input, one a line:

  wait REGEX        until a line of the screen looks like that; gone REGEX: until none does
  press TEXT        types it; \\e, \\r, \\xNN as in C
  key NAME          the key as terminfo has it for this terminal: kcud1, kf5, knp
  resize COLSxROWS  and so many at random, at once: storm N
  straight WORD     in the table under the heading with this word, the column is where the word is
  repaint           what is shown is what Ctrl-L paints: texts, colours and attributes
  sends REGEX       it has sent bytes like that; sendsnot REGEX: it has not
  title REGEX       the title of the terminal
  quiet SECONDS     nothing is sent for so long; pass SECONDS: time passes
  stall, go on      the terminal takes nothing, and goes on
  signal NAME       to the command
  exit STATUS       it ends with that, by itself and soon, and gives the modes back as they were

In the end every byte is checked by clean.py. Exit status 0, 1 with the screen when a step fails.
"""
import argparse
import curses
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import termios
import time

import pyte

import clean

# A sequence or a character whose end has not come.
UNFINISHED = re.compile(rb"(\033(\[[\d;?]*|\][^\a]*)?|[\xc0-\xff][\x80-\xbf]{0,2})\Z")
# For busy machines: what hangs does so for ever.
PATIENCE_S = 60
EXIT_S = 10


class Failed(Exception):
    pass


class Emulator:
    def __init__(self, args):
        self.args = args
        self.cols, self.rows = (int(n) for n in args.size.split("x"))
        self.screen = pyte.Screen(self.cols, self.rows)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self.status = None
        self.last_sent_s = time.monotonic()
        self.is_stalled = False
        self.start()

    def start(self):
        self.master, slave = pty.openpty()
        self.set_size()
        self.modes = termios.tcgetattr(slave)
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.master)
            os.login_tty(slave) if hasattr(os, "login_tty") else self.login_tty(slave)
            os.environ["TERM"] = self.args.term
            os.execvp(self.args.command[0], self.args.command)
        self.slave = slave  # kept: the modes are looked at when the program has ended

    @staticmethod
    def login_tty(slave):
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for fd in range(3):
            os.dup2(slave, fd)

    def set_size(self):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.cols, 0, 0))

    # --- what comes ---

    def read(self, timeout_s):
        """True: something came."""
        if self.is_stalled:
            time.sleep(timeout_s)
            return False
        if not select.select([self.master], [], [], timeout_s)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.sent += data
        self.stream.feed(data)
        self.last_sent_s = time.monotonic()
        return True

    def until(self, condition, what, patience_s=PATIENCE_S):
        end_s = time.monotonic() + patience_s
        while not condition():
            if time.monotonic() > end_s:
                raise Failed("not within %d s: %s" % (patience_s, what))
            self.read(0.02)

    def is_busy(self):
        """It has keys to read, or wants to run and waits for a processor."""
        if self.has_ended():
            return False
        waiting = bytearray(4)
        fcntl.ioctl(self.slave, termios.FIONREAD, waiting)
        with open("/proc/%d/stat" % self.pid) as file:
            state = file.read().rpartition(")")[2].split()[0]
        return state in "RD" or (state == "S" and any(waiting))

    def settle(self):
        """All has come that was under way."""
        end_s = time.monotonic() + PATIENCE_S
        while self.read(0.15) or (self.is_busy() and time.monotonic() < end_s):
            pass

    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    def shows(self, regex):
        return any(re.search(regex, line) for line in self.lines())

    def cells(self):
        """Texts and looks; the colour of a letter is nothing to a blank."""
        cells = []
        for row in range(self.rows):
            line = self.screen.buffer[row]
            for col in range(self.cols):
                c = line[col]
                look = (c.bg, c.reverse, c.underscore)
                cells.append((c.data, look) if c.data == " " else (c.data, look, c.fg, c.bold))
        return cells

    def taken(self):
        """What has come; without the sequence in which the terminal stopped taking."""
        return UNFINISHED.sub(b"", self.sent) if self.is_stalled else self.sent

    # --- steps ---

    def wait(self, regex):
        self.until(lambda: self.shows(regex), regex)

    def gone(self, regex):
        self.until(lambda: not self.shows(regex), "gone: " + regex)

    def press(self, text):
        data = text.replace("\\e", "\033").encode().decode("unicode_escape").encode("latin-1")
        os.write(self.master, data)

    def key(self, name):
        curses.setupterm(self.args.term)
        os.write(self.master, curses.tigetstr(name))

    def resize(self, size):
        self.cols, self.rows = (int(n) for n in size.split("x"))
        self.settle()
        self.screen.resize(self.rows, self.cols)
        self.set_size()

    def storm(self, count):
        """The last size is the one that counts."""
        final = "%dx%d" % (self.cols, self.rows)
        for _ in range(int(count)):
            self.cols, self.rows = random.randint(1, 500), random.randint(1, 200)
            self.set_size()
            self.read(random.choice([0, 0, 0.002]))
        self.resize(final)

    def straight(self, word):
        self.settle()
        heading = next(row for row, line in enumerate(self.screen.display) if word in line)
        cells = [self.screen.buffer[heading][col].data for col in range(self.cols)]
        texts = "".join(c or " " for c in cells)
        at = texts.index(word)
        rows = 0
        for row in range(heading + 1, self.rows - 2):
            line = self.screen.buffer[row]
            if not "".join(line[col].data for col in range(self.cols)).strip():
                break
            if line[at].data == " " or line[at - 1].data != " " or line[at - 2].data != " ":
                raise Failed("row %d is not straight at column %d" % (row, at))
            rows += 1
        if not rows:
            raise Failed("no rows below " + word)

    def repaint(self, _):
        self.settle()
        before = self.cells()
        sent = len(self.sent)
        self.press("\x0c")
        self.until(lambda: len(self.sent) > sent, "Ctrl-L paints")
        self.settle()
        for i, (was, now) in enumerate(zip(before, self.cells())):
            if was != now:
                at = divmod(i, self.cols)
                raise Failed("at %d,%d there was %r, and Ctrl-L paints %r" % (*at, was, now))

    def sends(self, regex):
        self.until(lambda: re.search(regex.encode(), self.sent), "sends " + regex)

    def sendsnot(self, regex):
        self.settle()
        found = re.search(regex.encode(), self.sent)
        if found:
            raise Failed("it has sent %r" % self.sent[max(0, found.start() - 20) : found.end() + 20])

    def title(self, regex):
        self.until(lambda: re.search(regex, self.screen.title), "title " + regex)

    def quiet(self, seconds):
        self.settle()
        if any(self.read(0.05) for _ in range(int(float(seconds) * 20))):
            raise Failed("something was sent")

    def pass_(self, seconds):
        end_s = time.monotonic() + float(seconds)
        while time.monotonic() < end_s:
            self.read(0.02)

    def stall(self, _):
        self.is_stalled = True

    def go(self, _):
        self.is_stalled = False

    def signal(self, name):
        os.kill(self.pid, getattr(signal, "SIG" + name))

    def has_ended(self):
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def exit(self, expected):
        self.until(self.has_ended, "the end of it", EXIT_S)
        self.settle()
        if self.status != int(expected):
            raise Failed("exit status %d, expected %s" % (self.status, expected))
        if termios.tcgetattr(self.slave) != self.modes:
            raise Failed("the modes of the terminal are other ones")

    def step(self, line):
        name, _, rest = line.strip().partition(" ")
        getattr(self, "pass_" if name == "pass" else name)(rest)

    def finish(self):
        if not self.has_ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.args.output:
            with open(self.args.output, "wb") as file:
                file.write(self.sent)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-T", dest="term", default="xterm-256color")
    parser.add_argument("-s", dest="size", default="80x24")
    parser.add_argument("-t", dest="title")
    parser.add_argument("-c", dest="clipboard", action="store_true")
    parser.add_argument("-o", dest="output")
    parser.add_argument("command", nargs="+")
    emulator = Emulator(parser.parse_args())
    args = emulator.args
    step = "start"
    try:
        for step in sys.stdin:
            if step.strip() and not step.startswith("#"):
                emulator.step(step)
        step = "clean"
        fault = clean.check(emulator.taken(), args.term, args.title, args.clipboard)
        if fault:
            raise Failed(fault)
    except Failed as failure:
        print("FAILED at '%s': %s\n--- screen:" % (step.strip(), failure))
        print("\n".join(emulator.lines()))
        return 1
    finally:
        emulator.finish()
    return 0


if __name__ == "__main__":
    sys.exit(main())
