#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The same dashboard on terminals of many types and sizes, in an emulator: keys as each of them sends
# them, the mouse, colours as far as they go, wide characters in straight columns, and nothing but
# what the terminal understands.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
need_emulator

start_broker
for device in attic-01:12 bath-02:24.5 温度計-03:31 küche-04:21 '🏠-05:20' 'é-06:19'; do
    reading "${device%:*}" "${device#*:}" -r
done

# How each of them looks: what it must send, and what it cannot.
colours='\x1b\[([0-9]*;)*(3[0-7]|4[0-7])(;[0-9]+)*m'
colours_256='[34]8;5;[0-9]+'
declare -A sends=([xterm-256color]=$colours_256 [tmux-256color]=$colours_256 [screen]=$colours
    [linux]=$colours [vt100]='\x1b\[;?1;?4?m')
declare -A sends_not=([xterm-256color]='\x1b[P^_X]' [tmux-256color]='\x1b[P^_X]'
    [screen]="$colours_256" [linux]="$colours_256|\x1b\[[0-9;]*(9[0-7]|10[0-7])m" [vt100]="$colours")

keys() {
    cat <<'STEPS'
wait  connected [0-9]
wait ^!! 温 *度 *計-03
straight STATUS
key kcud1
key kcuu1
key knp
key kpp
key kf5
wait ┌ attic-01
key kf5
wait DEVICE.* STATUS
press \r
wait ^ *Temperature|^ *temperature
press \e
wait DEVICE.* STATUS
press e
wait EVENTS
press e
press p
wait PAUSED
repaint
STEPS
}

mouse() { # a click on the second row, a second one opens it
    cat <<'STEPS'
press \e[<0;5;5M
press \e[<0;5;5m
repaint
press \e[<64;5;5M
press \e[1;5A\e[?62;22c\e]11;rgb:0/0/0\e\\
wait DEVICE.* STATUS
STEPS
}

leave() {
    cat <<'STEPS'
press p
gone PAUSED
press q
exit 0
STEPS
}

look() {
    echo "sends ${sends[$dash_term]}"
    echo "sendsnot ${sends_not[$dash_term]}"
}

on() { # COLSxROWS STEPS [option of sensortop]...
    emulate -s "$1" --alert-on-retained "${@:3}" <<<"$2"
}

for dash_term in xterm-256color tmux-256color screen linux; do
    on 80x24 "$(keys; mouse; leave; look)"
done
dash_term=vt100
on 80x24 "$(keys | sed "/kpp\|knp/d"; leave; look)" # it has no such keys

dash_term=xterm-256color
for size in 40x12 200x60; do
    on $size "$(keys; mouse; leave)"
done
for theme in light mono high-contrast colour-blind; do
    on 80x24 "$(keys; leave)" --theme $theme
done
LC_ALL=C on 80x24 'wait ^!! \?\?\?\?\?\?-03
straight STATUS
press p
wait PAUSED
repaint
press q
exit 0'

# In tmux, too, a column is where its heading is.
cat >"$E2E_DIR/straight.py" <<'PY'
import sys
from wcwidth import wcswidth

lines = sys.stdin.read().split("\n")
heading = next(line for line in lines if " STATUS " in line)
at = wcswidth(heading[: heading.index("STATUS")])
rows = [line for line in lines if " unknown " in line]
sys.exit(len(rows) < 6 or any(wcswidth(row[: row.index("unknown")]) != at for row in rows))
PY
dash_term=tmux-256color
start_dash --alert-on-retained
wait_for ' 6 devices .*'
wait_for '^!! 温度計-03 '
screen | sed 's/ 6 unknown / /' | python3 "$E2E_DIR/straight.py" || fail 'a column is not straight'
press q
wait_exit 0
