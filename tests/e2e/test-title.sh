#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The title of the window tells of alerts, where the terminal has one, and is put back in the end.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
need_emulator

title_is() { [ "$(tmux display -p -t "=$pane:" '#{pane_title}')" = "$1" ]; }
wait_title() { eventually title_is "$1" || fail "not the title: $1"; }

start_broker
at_shell "printf '\\033]2;mine\\007'"
wait_exit 0
wait_title mine
start_dash
wait_title "sensortop 127.0.0.1:$port"
reading kitchen-01 31
wait_title "1 alert - sensortop 127.0.0.1:$port"
reading attic-01 32
wait_title "2 alerts - sensortop 127.0.0.1:$port"
press C-z
wait_exit $((128 + $(kill -l TSTP)))
wait_title mine
at_shell fg
wait_title "2 alerts - sensortop 127.0.0.1:$port"
press q
wait_exit 0
wait_title mine

steps='wait  connected [0-9]
press q
exit 0'
none='sendsnot \x1b\]|\x1b\[2[23];2t'
dash_term=xterm-256color
emulate <<<"$steps
title ^sensortop 127
sends \x1b\[23;2t"
emulate --no-title <<<"$steps
sendsnot \x1b\]|\x1b\[2[23];2t"
for dash_term in linux vt100 screen; do emulate <<<"$steps
$none"; done
