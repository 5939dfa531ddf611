#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# All hostile messages there are, through a broker and through one that lets everything pass, in front
# of a real pseudo-terminal: every byte that reaches it is visible text or a sequence that the program
# uses, the screen stays in order, and what goes to standard error is clean as well.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
need_emulator

hostile() { python3 "$top_srcdir/tests/e2e/hostile.py" "$1" "$port" "$top_srcdir/tests/data/hostile.jsonl"; }
clean() { python3 "$top_srcdir/tests/e2e/clean.py" "$@"; }

# The judge: what it must find, and what it must let pass.
while IFS='|' read -r expected arguments bytes; do
    printf '%b' "$bytes" >"$E2E_DIR/judged"
    # shellcheck disable=SC2086 # words
    clean $arguments "$E2E_DIR/judged" >"$E2E_DIR/verdict"
    [ $? = "$expected" ] || fail "judged $bytes: $(cat "$E2E_DIR/verdict")"
done <<'EOT'
0||a,b\tc\n
1||a\033[31m
1||a\rb
1||a\0302\0233b
1||a\0233b
1||a\0342\0200\0256b
0|-T xterm-256color|\033[?1049h\033[22;0;0t\033[H\033[2Ja\033[3;4Hb\033[m\r\n
1|-T xterm-256color|\033[6n
1|-T xterm-256color|\033]0;x\a
0|-T xterm-256color -t x|\033]0;x\a
1|-T xterm-256color -t x|\033]0;y\a
1|-T xterm-256color|\033]52;c;QQ==\a
1|-T xterm-256color|\033[5i
1|-T xterm-256color|\033[?1049
1|-T vt100|\033[?1049h
EOT

steps() { # what is the last to come
    cat <<STEPS
wait  connected [0-9]
press \\e[F
wait $1
straight STATUS
press p
wait PAUSED
repaint
press e
wait EVENTS
repaint
press \\e[6~
repaint
press e
press /raw\\r
press \\r
wait ^ raw
wait Last message
repaint
press \\e
press g
wait ┌
repaint
press g
press i
repaint
press i
press q
exit 0
STEPS
}

start_broker
for dash_term in xterm-256color linux; do
    before=$(subscriptions)
    (wait_subscribed "$before" && hostile publish >"$E2E_DIR/taken") &
    emulate -s 100x30 -o "$E2E_DIR/raw-$dash_term" <<<"$(steps '^   raw ')" 2>"$E2E_DIR/said"
    wait $!
    [ "$(cat "$E2E_DIR/taken")" -gt 100 ] || fail "the broker took $(cat "$E2E_DIR/taken")"
    clean "$E2E_DIR/said" || fail 'standard error is not clean'
done

# A broker that passes on whatever comes, and topics that no client may take.
stop_broker
touch "$E2E_DIR/served"
hostile serve >"$E2E_DIR/served" &
eventually grep -q ready "$E2E_DIR/served" || broken 'the other broker does not start'
dash_term=xterm-256color
emulate -s 100x30 -V mqttv311 <<STEPS
wait ^   after 
$(steps '^   raw ')
STEPS
grep -q 'done' "$E2E_DIR/served" || fail 'not all was sent'
