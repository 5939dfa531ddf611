#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A terminal that takes nothing holds nothing up: keys count, signals end the program, and when it
# takes again it shows the present. Storms of resizes leave the last size and no remnant.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
need_emulator
dash_term=xterm-256color

start_broker
for n in {01..40}; do reading "room-$n" "2$((RANDOM % 10)).5" -r; done

# More than a pseudo-terminal keeps, twice over.
paint_much=$(printf 'press \\x0c\npass 0.02\n%.0s' {1..40})
connected='wait  connected [0-9]
wait ^   room-40'

emulate -s 300x100 <<STEPS
$connected
stall
$paint_much
press eq
exit 0
STEPS

emulate -s 300x100 <<STEPS
$connected
stall
$paint_much
signal TERM
exit 0
STEPS

emulate -s 300x100 <<STEPS
$connected
stall
$paint_much
press e
go on
wait EVENTS
press ep
wait PAUSED
repaint
press q
exit 0
STEPS

# Ctrl-S and Ctrl-Q, and leaving although it was not taken back.
emulate -s 80x24 <<STEPS
$(head -n 1 <<<"$connected")
press \\x13
press e
quiet 1.5
press \\x11
wait EVENTS
press \\x13
press q
exit 0
sends \\x1b\\[\\?1049l
STEPS

# Stopped and continued by somebody else.
emulate -s 80x24 <<STEPS
$(head -n 1 <<<"$connected")
press p
wait PAUSED
signal STOP
signal CONT
repaint
storm 400
wait DEVICE.* STATUS
repaint
resize 40x10
wait DEVICE.* STATUS
repaint
resize 1x1
resize 500x200
wait ^   room-40
repaint
signal TERM
exit 0
STEPS
