#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What was acknowledged, snoozed or under maintenance is so after a restart, and what was firing does
# not ring as new: after quitting, after kill -9, and with a file that is damaged.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

state_has() { grep -Eq -e "$1" "$state" 2>/dev/null; }
wait_state() { eventually state_has "$1" || fail "not in the state: '$1': $(cat "$state")"; }
told() { grep -c "$1" "$E2E_DIR/told" 2>/dev/null; }

cat >"$E2E_DIR/tell" <<HOOK
#!/bin/sh
echo "\$1 \$SENSORTOP_DEVICE" >>"$E2E_DIR/told"
HOOK
chmod +x "$E2E_DIR/tell"

start_broker
state=$HOME/.local/state/sensortop/alerts-127.0.0.1_$port
hooks=(--on-alert "$E2E_DIR/tell fired" --on-clear "$E2E_DIR/tell over")
start_dash "${hooks[@]}"
for device in acked-01 firing-01 snoozed-01; do reading $device 31; done
wait_for '^!! snoozed-01 '
all_are_told() { [ "$(told fired)" = 3 ]; }
eventually all_are_told || fail "told $(told fired) times"
press a
wait_for '^!! acked-01 .* ack'
press j j z Enter
wait_for '^!! snoozed-01 .* snoozed '
press M C-u 'quiet-* for 1h' Enter
wait_for 'maintenance: quiet-'
press q
wait_exit 0
wait_state '^alert acked 1 [0-9]+ 0 [0-9]+ 31 home acked-01 temperature%20>%2030C'
wait_state '^maintenance [0-9]+ [0-9]+ quiet-\*$'
[ "$(stat -c %a "$state")" = 600 ] || fail 'others may read it'

rang=$(bells)
start_dash "${hooks[@]}"
for device in acked-01 firing-01 snoozed-01 quiet-01; do reading $device 32; done
wait_for '^!! acked-01 .* ack'
wait_for '^!! firing-01 .* > 30\.0 [0-9]+s'
wait_for '^!! snoozed-01 .* snoozed (1h|59m)'
wait_for '^!! quiet-01 .* maint (1h|59m)'
wait_ticks 2
wait_bells "$rang"
[ "$(told fired)" = 3 ] || fail "told $(told fired) times: $(cat "$E2E_DIR/told")"

# Over: those who were told of it before the restart are told.
reading firing-01 20
reading quiet-01 20
wait_for '^   firing-01 '
over_is_told() { [ "$(told 'over firing-01')" = 1 ]; }
eventually over_is_told || fail 'nobody was told that it is over'
[ "$(told quiet-01)" = 0 ] || fail 'told of what is under maintenance'

# Another one reads, and leaves the file alone.
pane=other start_dash
pane=other press e
pane=other wait_for 'info --state: another sensortop keeps alerts there'
pane=other press e
reading acked-01 33
pane=other wait_for '^!! acked-01 .* ack'
pane=other press q
pane=other wait_exit 0
at_state() { pane=other at_shell "sensortop --port $port --state $1"; }
at_state "$state"
pane=other wait_exit 2
pane=other wait_for 'sensortop: --state: another sensortop keeps alerts there: '
at_state /no/file
pane=other wait_exit 2
pane=other wait_for "sensortop: --state: cannot be written \(No such file or directory\): '/no/file'"
at_state "$HOME"
pane=other wait_exit 2
pane=other wait_for 'sensortop: --state: is no regular file: '

# kill -9: what happened until two seconds ago is known.
reading late-01 35
wait_for '^!! late-01 '
press A
wait_for '^!! late-01 .* ack'
wait_state '^alert acked 1 .* late-01 '
kill -9 "$(pids sensortop)"
eventually not is_running sensortop || broken 'it is still there'
pane=after # the terminal is as it was left
start_dash
reading late-01 36
wait_for '^!! late-01 .* ack'
wait_ticks 1
wait_bells 0
press q
wait_exit 0

# Damaged: said, kept, and never the end of it.
head -c 60 "$state" >"$E2E_DIR/cut"
cp "$E2E_DIR/cut" "$state"
start_dash
press e
wait_for 'warn --state: damaged in line [0-9]+, renamed to$'
wait_for '^ +alerts-127[0-9._]*\.damaged-[0-9]+:$'
reading late-01 36
wait_bells 1
cmp -s "$E2E_DIR/cut" "$state".damaged-* || fail 'the damaged file is not kept'
press q
wait_exit 0
wait_state '^alert firing 1 .* late-01 '

# Nowhere to write: a warning, unless the file was named. And none at all.
at_shell "XDG_STATE_HOME=/dev/null/x sensortop --host 127.0.0.1 --port $port"
wait_for ' connected [0-9]'
press e
wait_for 'warn --state: cannot be written \(Not a directory\)'
press q
wait_exit 0
rm -rf "$HOME/.local"
start_dash --state none
press q
wait_exit 0
[ ! -e "$HOME/.local" ] || fail 'a file although there is to be none'
