#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Whatever devices call themselves and send, the terminal gets no sequence that is not ours, the
# screen stays in order, and the next good reading counts.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

send() { printf '%b' "$2" | mosquitto_pub -h 127.0.0.1 -p "$port" -q 1 -t "$1" -s; }

start_broker
start_dash --no-title
while read -r id; do
    reading "$id" 22.5
    publish "home/$id/status" online
done <<'EOT'
%s%n%p1%d
-rf
..
$(reboot);`id`
"><b>'&\
=HYPERLINK("x")
🌡️🏠
🇧🇬
מטבח-1
küche
EOT
printf '%b\n' 'a\u202egpj.exe' '\u200d' '\ue0b0x' 'a\u0301\u0301\u0301\u0301\u0301' '\u3164' |
    while read -r id; do reading "$id" 22.5; done
reading "$(printf 'd%.0s' {1..129})" 22.5

for text in '\\u001b]52;c;cm0gLXJmIH4K\\u0007' '\\u001b]0;title\\u0007' '\\u001b[2J\\u001b[5;5H' \
    '\\u009b2J\\u009d52;c;QQ==\\u009c' '99\\b\\b\\b\\rFAKE' '\\u001bP+q\\u009c' '\\u202e\\u0007'; do
    send home/porch-05/sensors "{\"device_id\":\"$text\",\"$text\":1,\"temperature_c\":\"$text\"}"
    send home/porch-05/status "$text"
done
for bytes in '\033]0;title\007' '\033[2J' '\0233;1H' '\0302\0233;1H' '\rFAKE\n\n\n' '\b\b\b\b' \
    '\0360\0237\0230' '\0377\0376' '\0' '\033c'; do
    send home/porch-05/sensors "$bytes"
    send home/porch-05/sensors "{\"temperature_c\":$bytes}"
    send home/porch-05/status "$bytes"
done

wait_for ' 16 devices '
wait_for ' [0-9]+ refused '
press e
wait_for '^ EVENTS '
# The oldest ones are told, and too long for a row.
press End
wait_for ' porch-05: status: neither online nor offline:$'
press e
reading zz-last 23.5
press End
wait_for '^   zz-last +unknown +23\.5 '
press Home
wait_for '^   "><b>.&.  +online +22\.5 '
wait_for '^F1Help .* F10Quit'
[ "$(bells)" -eq 0 ] || fail 'a payload rings'
press q
wait_exit 0
tty_unchanged

# OSC, DCS, PM, APC, SOS, a title (ESC k) or a reset; C1 in UTF-8; BiDi and zero-width characters.
raw_has '\x1b[]P^_Xkc]' && fail 'a sequence that is not ours'
raw_has '\xc2[\x80-\x9f]' && fail 'a C1 control'
raw_has '\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]' && fail 'an invisible character'
screen | grep -q FAKE && fail 'something is left on the screen'
exit 0
