#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# WATCHING A FREEZER of the manual page, copied: the files and commands that stand there, with
# shorter times, and another place for what belongs to the machine.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
unset SENSORTOP_CONFIG
command -v mandoc >/dev/null || skip 'mandoc is missing'
command -v python3 >/dev/null || skip 'python3 is missing'

# The blocks of the section, one a file: block-1 …
mandoc -T utf8 -O width=200 "$top_srcdir/man/sensortop.1" | sed 's/.\x08//g' |
    awk -v dir="$E2E_DIR" '
        /^[^ ]/ { inside = $0 == "WATCHING A FREEZER"; next }
        !inside { next }
        /^           / { if (!in_block) n++; printf "%s", gap >(dir "/block-" n) }
        /^           / { sub(/^ */, ""); print >(dir "/block-" n); in_block = 1; gap = ""; next }
        /^$/ { gap = in_block ? "\n" : ""; next }
        { in_block = 0; gap = "" }'
[ "$(find "$E2E_DIR" -name 'block-*' | wc -l)" -eq 6 ] || fail 'not six blocks'

start_broker
mkdir -p "$E2E_DIR/bin" "$HOME/.config/sensortop"
PATH=$E2E_DIR/bin:$PATH
cp "$top_srcdir/data/hooks/ntfy" "$E2E_DIR/bin/"
# What would go to the internet.
cat >"$E2E_DIR/bin/curl" <<EOT
#!/bin/sh
cat >/dev/null
printf '%s\n' "\$@" >>$E2E_DIR/rung
EOT
chmod +x "$E2E_DIR/bin/curl"
rung() { grep -q -e "$1" "$E2E_DIR/rung" 2>/dev/null; }
rings() { eventually rung "$1" || fail "nobody is told '$1': $(cat "$E2E_DIR/rung" "$E2E_DIR/log")"; }

# 1, 2, 3
sed -e 's/^for = .*/for = 1s/' -e "s/^# host = .*/host = 127.0.0.1\nport = $port/" "$E2E_DIR/block-1" \
    >"$HOME/.config/sensortop/sensortop.conf"
sed -i "s|/usr/local/bin|$E2E_DIR/bin|" "$E2E_DIR/block-2"
set -a
# shellcheck source=/dev/null
. "$E2E_DIR/block-2"
set +a
sed -n '2p' "$E2E_DIR/block-3" >"$E2E_DIR/by-hand"
sh "$E2E_DIR/by-hand" || fail "$(cat "$E2E_DIR/by-hand")"
rings '^a try$'

# 4: the questions; the service as its unit starts it.
grep -v '^systemctl' "$E2E_DIR/block-4" >"$E2E_DIR/questions"
[ "$(wc -l <"$E2E_DIR/questions")" -eq 2 ] || fail 'other commands than two questions'
sh -e "$E2E_DIR/questions" >"$E2E_DIR/answers" 2>&1 || fail "$(cat "$E2E_DIR/answers")"
[ "$(grep -c '^yes .*\[alert freezer-' "$E2E_DIR/answers")" -eq 3 ] ||
    fail "not three rules: $(cat "$E2E_DIR/answers")"
command=$(sed -n 's/^ExecStart=//p' "$top_srcdir/data/systemd/sensortop-alert.service")
$command >"$E2E_DIR/log" 2>&1 &
top=$!
log_has() { grep -q -e "$1" "$E2E_DIR/log"; }
eventually log_has 'connected$' || fail "$(cat "$E2E_DIR/log")"

# 5: the freezer that is not there.
for line in 1 2; do
    sed -n "${line}p" "$E2E_DIR/block-5" | sed "s/^mosquitto_pub/& -p $port/" >"$E2E_DIR/publish"
    sh -e "$E2E_DIR/publish" || fail "$(cat "$E2E_DIR/publish")"
    case $line in
    1) rings '^freezer-try: temperature 5\.0 °C > -15\.0 °C for .*Is its door closed?' ;;
    2) rings '^freezer-try: temperature -18\.0 °C, back from > -15\.0 °C' ;;
    esac
done
publish home/freezer-02/status offline -r
rings '^freezer-02: .*offline'
eventually log_has '\[ALERT\] freezer-try temperature 5\.0 °C > -15\.0 °C (for' || fail "$(cat "$E2E_DIR/log")"

# 6
sed "s/-h pi-broker.local -W 60/-h 127.0.0.1 -p $port -W 5/" "$E2E_DIR/block-6" >"$E2E_DIR/watcher"
sh "$E2E_DIR/watcher" >"$E2E_DIR/said" 2>&1
[ $? -eq 2 ] || fail "no critical status: $(cat "$E2E_DIR/said")"
grep -q '^CRITICAL - freezer-02: is offline' "$E2E_DIR/said" || fail "said $(cat "$E2E_DIR/said")"

kill -TERM $top
wait $top || fail "exit status $?"
