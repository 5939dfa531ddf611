#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# y puts a device, or its last message, into the terminal's clipboard: only when asked for, and
# nothing in it that would run when it is pasted into a shell.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
need_emulator
dash_term=xterm-256color

copies() { printf '\\x1b\\]52;c;%s\\x07' "$(printf %s "$1" | base64 -w 0 | sed 's/[+]/\\&/g')"; }

start_broker
publish home/attic-01/status online -r
reading attic-01 19 -r
publish home/kitchen-01/sensors $'{"temperature_c":21.5,\n"x\\u001b":1}' -r
emulate -c --clipboard <<STEPS
wait  info connected
wait ^   kitchen-01
press y
sends $(copies 'home/attic-01: online, temperature 19.0 °C, humidity 45.1 %')
press j
press y
sends $(copies 'home/kitchen-01: temperature 21.5 °C, x\x1b 1')
wait copied, if the terminal takes it
press \\r
wait Last message
press y
sends $(copies '{"temperature_c": 21.5, \x0a"x\u001b": 1}')
press q
exit 0
STEPS

emulate <<STEPS
wait  info connected
wait ^   kitchen-01
press y
wait not copied: that needs --clipboard
sendsnot \\x1b\\]52
press q
exit 0
STEPS

dash_term=linux
emulate --clipboard <<STEPS
wait  info connected
wait ^   kitchen-01
press y
wait this terminal has no clipboard
press q
exit 0
STEPS
