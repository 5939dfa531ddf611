#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""clean.py [-T TERM] [-t TITLE-REGEX] [-c] FILE...: nothing in these bytes does more than it may.

Without -T: text for a person (a log, a CSV, the environment of a hook): no character that controls
anything or cannot be seen, but for line feeds and tabs. With -T: what the program wrote to such a terminal:
visible text, and the sequences that it uses, as terminfo has them. -t: titles like this, -c: the
clipboard. Exit status 0, or 1 after one line on what is not clean.
"""
import argparse
import curses
import re
import sys
import unicodedata

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Drawn as nothing, although of other categories (Default_Ignorable_Code_Point).
IGNORABLE = set([0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0])
ONCE = "smcup rmcup smkx rmkx civis cnorm sgr0 op clear rmam smam bel".split()
MOUSE = [b"\033[?1000h", b"\033[?1006h", b"\033[?1000l", b"\033[?1006l"]
TITLE_STACK = [b"\033[22;2t", b"\033[23;2t"]
CSI = [
    rb"\033\[(\d+(;\d+)?)?H",  # cup
    rb"\033\[\d*[CD]",         # cuf, cub
    rb"\033\[K",               # el
    rb"\033\[[\d;]*m",         # attributes and colours
]
CONTROLS = [rb"\r", rb"\n", rb"\x08"]
CLIPBOARD = rb"\033\]52;c;[A-Za-z0-9+/=]*\a"


def is_seen(c):
    return not (unicodedata.category(c) in UNSEEN or ord(c) in IGNORABLE or 0xFE00 <= ord(c) <= 0xFE0F)


def of_terminal(term, title, clipboard):
    """Matches one thing that the program may send to this terminal."""
    curses.setupterm(term)
    allowed = [re.escape(m) for m in MOUSE + (TITLE_STACK if title else [])]
    for name in ONCE:
        value = curses.tigetstr(name)
        if value:
            allowed.append(re.escape(re.sub(rb"\$<[^>]*>", b"", value)))
    if title:
        allowed.append(rb"\033\]0;" + title.encode() + rb"\a")
    if clipboard:
        allowed.append(CLIPBOARD)
    allowed.sort(key=len, reverse=True)  # "clear" begins with a move
    return re.compile(b"|".join(b"(?:%s)" % a for a in allowed + CSI + CONTROLS))


def first_fault(data, sequence):
    """Where something is not clean, and what; or None. sequence None: plain text."""
    at = 0
    while at < len(data):
        found = sequence and sequence.match(data, at)
        if found and found.end() > at:
            at = found.end()
            continue
        if not sequence and data[at : at + 1] in (b"\n", b"\t"):
            at += 1
            continue
        length = 1 if data[at] < 0xC0 else 2 if data[at] < 0xE0 else 3 if data[at] < 0xF0 else 4
        try:
            c = data[at : at + length].decode()
        except UnicodeDecodeError:
            return at, "no UTF-8"
        if not is_seen(c):
            return at, "U+%04X" % ord(c)
        at += length
    return None


def check(data, term=None, title=None, clipboard=False):
    """A sentence about the first fault, or None."""
    fault = first_fault(data, of_terminal(term, title, clipboard) if term else None)
    if not fault:
        return None
    at, what = fault
    return "%s at byte %d: %r" % (what, at, data[max(0, at - 20) : at + 40])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-T", dest="term")
    parser.add_argument("-t", dest="title")
    parser.add_argument("-c", dest="clipboard", action="store_true")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    failed = 0
    for name in args.files:
        with open(name, "rb") as file:
            fault = check(file.read(), args.term, args.title, args.clipboard)
        if fault:
            print("%s: %s" % (name, fault))
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
