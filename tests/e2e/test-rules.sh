#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Rules of --alert: limits of some devices, changes, silence and devices that are gone; what holds
# for whom; and a mistake in one.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

rules=(--alert 'freezer-*: temperature > -15' --alert 'sauna: temperature > off'
    --alert 'temperature rises 5 in 10m warn' --alert 'offline for 3s'
    --alert 'cellar: stale for 1s warn')

start_broker
start_dash "${rules[@]}" --stale-after 8s

reading sauna 80
wait_for '^( ~|  ) sauna +(unknown|stale) +80\.0 '
reading freezer-1 -14
wait_for '^!! freezer-1 +[a-z]+ +-14\.0 .* > -15\.0'
wait_for ' crit freezer-1: temperature -14\.0 °C > -15\.0 °C'

reading room 20
reading room 26
wait_for '^!  room +[a-z]+ +26\.0 .* rises 5'
wait_for ' warn room: temperature rose 6 °C > 5 °C in 10m'

publish home/door/status online
publish home/door/status offline
wait_for '^!! door +offline .* offline [1-9]'
press e
wait_for ' crit door: has been offline for 3s'
press e
publish home/door/status online
wait_for '^(  | ~) door +(online|stale) '

# Back within the grace.
publish home/gate/status offline
publish home/gate/status online
wait_for '^( ~|  ) gate +(online|stale) '

reading cellar 12
wait_for '^!  cellar +stale .* stale [0-9]+s'
wait_for '^!! freezer-1 '
wait_for '^( ~|  ) gate '
press q
wait_exit 0
tty_unchanged

sensortop "${rules[@]}" --list-rules >"$E2E_DIR/all" || fail 'no list'
[ "$(wc -l <"$E2E_DIR/all")" -eq 6 ] || fail "not six rules: $(cat "$E2E_DIR/all")"
sensortop "${rules[@]}" --list-rules sauna >"$E2E_DIR/sauna" || fail 'no list of the sauna'
grep -q '^no    1  temperature > 30C .*(--high): 3 switches it off$' "$E2E_DIR/sauna" ||
    fail "the sauna: $(cat "$E2E_DIR/sauna")"
grep -q '^yes   5  offline for 3s crit ' "$E2E_DIR/sauna" || fail "$(cat "$E2E_DIR/sauna")"

sensortop --alert 'freezer-*: temperature > -l5' 2>"$E2E_DIR/err" </dev/null
[ $? -eq 2 ] || fail 'a wrong rule is taken'
grep -qF "'-l5' in 'freezer-*: temperature > -l5'" "$E2E_DIR/err" || fail "$(cat "$E2E_DIR/err")"
