#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SIGHUP: the configuration is read again, and the table stays; a mistake in it changes nothing; and
# what needs a new start says so. With a screen and without.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

conf=$E2E_DIR/conf/sensortop.conf
mkdir "$E2E_DIR/conf"
write() { cat >"$conf.new" && mv "$conf.new" "$conf"; } # as an editor does
mouse_is() { [ "$(tmux display-message -p -t "=$pane:" '#{mouse_standard_flag}')" = "$1" ]; }
hang_up() { kill -HUP "$(pids sensortop)"; }

write <<'EOT'
high = 20
EOT
start_broker
start_dash --config "$conf"
reading attic 25
reading cellar 10
wait_for '^!! attic +[a-z]+ +25\.0 .* > 20\.0'
reading attic 26
wait_for ' 26\.0 .* 25\.0 +26\.0'

write <<'EOT'
high = 30
fahrenheit = no
[alert cold]
device = cellar
below = 12
severity = warn
[device attic]
name = Under the roof
[device cellar]
hidden = no
[keys]
mute = F12
EOT
hang_up
wait_for 'configuration read again$'
wait_for '^(  | ~) Under the roof +[a-z]+ +26\.0 .* 25\.0 +26\.0'
press F12
wait_for 'bell muted$'
press F12
wait_for 'bell on$'
reading cellar 10.5
wait_for '^!  cellar +[a-z]+ +10\.5 .* < 12\.0'
press e
wait_for ' info attic: temperature 26\.0 °C, back from > 20\.0 °C'
press e

resize 160 24
# Two about the same, of which one is lost; and as it was.
cp "$conf" "$conf.good"
printf '[alert colder]\ndevice = cellar\nbelow = 5\nseverity = warn\n' >>"$conf"
hang_up
wait_for 'warn .*sensortop\.conf:[0-9]+: \[alert cold\] holds for nobody, \[alert colder\] takes'
mv "$conf.good" "$conf"
hang_up
wait_for 'configuration read again$'
reading cellar 10.5
wait_for '^!  cellar '

# A mistake: all is as it was.
write <<'EOT'
high = 40
[alert cold]
below = warm
EOT
hang_up
wait_for 'configuration not taken: .*sensortop\.conf:3: \[alert cold\] below: not a'
wait_for '^!  cellar '
wait_for ' Under the roof '

write <<'EOT'
qos = 0
theme = light
EOT
hang_up
wait_for 'these take effect at the next start: qos$'
wait_for '^(  | ~) cellar '
wait_for '^(  | ~) attic '
eventually raw_has '[34]8[;:]5[;:]24m' || fail 'not the colours of the light theme'

# What a key chose stays, unless the file says something else about it.
press F4
press ce
press Enter
wait_gone '^(  | ~) attic '
write <<'EOT'
qos = 0
theme = mono
columns = age, humidity
ascii = yes
no-mouse = yes
EOT
hang_up
wait_for '^   DEVICE\^ +AGE +HUM %$'
eventually mouse_is 0 || fail 'the mouse is not given back'
wait_gone '^(  | ~) attic '
write <<'EOT'
qos = 0
filter = attic
EOT
hang_up
wait_for '^(  | ~) attic +[a-z]+ +26\.0 '
wait_gone '^(  | ~) cellar '
eventually mouse_is 1 || fail 'the mouse is not taken again'

# Rows that show what they did are drawn anew, too, and while it stands still.
press p
wait_for ' PAUSED at '
write <<'EOT'
qos = 0
filter = attic
ascii = yes
EOT
hang_up
wait_for '^   DEVICE\^ '
wait_gone '[^ -~]'
press p
screen_has ' connected ' || fail 'the connection did not survive'
press q
wait_exit 0
tty_unchanged

# Without a screen.
write <<'EOT'
high = 20
EOT
sensortop --headless --config "$conf" --host 127.0.0.1 --port "$port" >"$E2E_DIR/log" 2>&1 &
log_has() { grep -qE -e "$1" "$E2E_DIR/log"; }
eventually log_has 'connected' || fail "$(cat "$E2E_DIR/log")"
reading attic 25
eventually log_has 'attic temperature 25\.0' || fail "$(cat "$E2E_DIR/log")"
write <<'EOT'
high = 30
EOT
hang_up
eventually log_has 'configuration read again' || fail "$(cat "$E2E_DIR/log")"
kill -TERM "$(pids sensortop)"
wait $! || fail "exit status $?"
