#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A device that is no more: forgotten when asked to, with what the broker retains of it only when
# asked once more, and never with --readonly. Data go on meanwhile.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

retained() { mosquitto_sub -h 127.0.0.1 -p "$port" -t 'home/#' --retained-only -W 1 -F %t 2>/dev/null; }
keeps() { retained | grep -qxF "$1"; }

start_broker
publish home/attic-01/status online -r
publish home/attic-01/sensors '{"temperature_c":18}' -r
publish home/barn-01/status offline -r
start_dash
wait_for '^   attic-01 '
wait_for ' 2 devices'

# Not by mistake.
press x
wait_for 'attic-01: forget it'
reading barn-01 21
wait_for ' 21\.0$' # behind the question
press Enter
wait_gone 'forget it'
wait_for '^   attic-01 '

# For this dashboard alone: the broker keeps it, and it comes back when it speaks.
press x Down Enter
wait_for 'also clear what the broker retains'
press Enter
wait_gone 'also clear'
wait_gone '^   attic-01 '
wait_for ' 1 device '
wait_for 'attic-01: forgotten'
eventually keeps home/attic-01/status || fail 'cleared without being asked to'
reading attic-01 19
wait_for '^   attic-01 .* 19\.0 '

# For everybody.
press Home x Down Enter
wait_for 'also clear what the broker retains'
press Down Enter
wait_gone '^   attic-01 '
eventually not keeps home/attic-01/status || fail 'the broker keeps its status'
eventually not keeps home/attic-01/sensors || fail 'the broker keeps its readings'
eventually keeps home/barn-01/status || fail 'another device lost its status'
press q
wait_exit 0
tty_unchanged

# Who may only look is not even asked.
start_dash --readonly
wait_for '^ x barn-01 '
press x Down Enter
wait_gone 'barn-01 +offline'
wait_for 'barn-01: forgotten'
screen_has 'also clear' && fail 'asked in spite of --readonly'
eventually keeps home/barn-01/status || fail 'cleared in spite of --readonly'
