#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Commands for alerts: what they are told, and what becomes of those that fail, hang or are too many.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

told=$E2E_DIR/told
has_told() { grep -Eq -e "$1" "$told" 2>/dev/null; }
wait_told() { eventually has_told "$1" || fail "nobody was told '$1': $(cat "$told" 2>/dev/null)"; }
count() { grep -c "$1" "$told"; }

# Also what it must not see, and where it is.
cat >"$E2E_DIR/tell" <<'HOOK'
#!/bin/sh
read -r json
{
    echo "$1: $SENSORTOP_DEVICE $SENSORTOP_LOCATION $SENSORTOP_METRIC $SENSORTOP_VALUE" \
        "$SENSORTOP_WATCH $SENSORTOP_LIMIT $SENSORTOP_STATE $SENSORTOP_SEVERITY"
    echo "message: $SENSORTOP_MESSAGE"
    echo "since: $SENSORTOP_SINCE $SENSORTOP_DURATION"
    echo "json: $json"
    echo "in $PWD, secret '${SENSORTOP_PASSWORD-}${E2E_SECRET-}'"
} >>"$E2E_TOLD"
HOOK
sed -i "s|\$E2E_TOLD|$told|" "$E2E_DIR/tell"
chmod +x "$E2E_DIR/tell"

start_broker
export SENSORTOP_PASSWORD=hush E2E_SECRET=hush
start_dash --on-alert "'$E2E_DIR/tell' 'on alert'" --on-clear "$E2E_DIR/tell on-clear"

reading kitchen-01 31.4
wait_told '^on alert: kitchen-01 home temperature 31\.4 > 30 firing crit$'
wait_told '^message: kitchen-01: temperature 31\.4 °C > 30\.0 °C$'
wait_told '^since: 20[0-9-]{8}T[0-9:]{8}Z 0$'
wait_told '^json: \{"time":".*"device":"kitchen-01".*"value":31\.4,"limit":30,.*\}$'
wait_told "^in /, secret ''$"
reading kitchen-01 32
reading kitchen-01 20
wait_told '^on-clear: kitchen-01 home temperature 20 > 30 ok crit$'
[ "$(count '^on alert: kitchen-01')" = 1 ] || fail 'told more than once'

# A name that wants to be an option, a command or a line of its own is a text.
publish "home/-rf \$(id)/sensors" '{"temperature_c":99}'
# shellcheck disable=SC2016 # that is the name
wait_told '^on alert: -rf \$\(id\) home temperature 99 '
press M C-u 'quiet-* for 1h' Enter
wait_for 'maintenance: quiet-'
reading quiet-01 40
wait_for '^!! quiet-01 '
reading loud-01 40
wait_told '^on alert: loud-01 '
has_told 'on alert: quiet-01' && fail 'told although it is under maintenance'
press q
wait_exit 0

# What fails, talks or hangs is an event.
: >"$told"
start_dash --hook-timeout 3s --on-alert "sh -c 'echo no way to \$SENSORTOP_DEVICE; exit 4'" \
    --on-clear "sleep 60"
reading kitchen-01 31.4
press e
wait_for 'warn sh \(kitchen-01\): ended with status 4: no way to kitchen-01'
reading kitchen-01 20
wait_for 'warn sleep \(kitchen-01\): took longer than 3s'
press q
wait_exit 0
eventually not is_running sleep || fail 'a command is left behind'

# A storm: some are told now, the rest wait, and what is over meanwhile is not told at all.
start_dash --on-alert "$E2E_DIR/tell on"
for i in $(seq 100 160); do publish "home/storm-$i/sensors" '{"temperature_c":40}' & done
wait_for ' 61 alerts '
told_are() { [ "$(count '^on: storm')" -eq "$1" ]; }
eventually told_are 30 || fail "$(count '^on: storm') were told, not 30"
wait_ticks 2
told_are 30 || fail "$(count '^on: storm') were told within a minute"
press q
wait_exit 0

# What cannot be run is told before anything starts.
for command in no-such-program /etc/passwd "'open"; do
    at_shell "sensortop --port $port --on-alert ${command@Q}"
    wait_exit 2
    wait_for 'sensortop: --on-alert: '
done
tty_unchanged
