#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Configuration files: which are read, what wins over what, what is said of a mistake, and a rule of
# a section on the screen.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"
unset SENSORTOP_CONFIG

mine=$HOME/.config/sensortop/sensortop.conf
mkdir -p "${mine%/*}"
system=$(sensortop --print-config | sed -n 's|.*  ; from \(/etc.*\):[0-9]*$|\1|p')
[ -z "$system" ] || skip_allowed "this machine has a $system"

value() { # KEY [OPTION]...: as --print-config has it
    sensortop --print-config "${@:2}" >"$E2E_DIR/printed" || fail "--print-config ${*:2}"
    sed -n "s/^$1 = //p" "$E2E_DIR/printed"
}
is() { # EXPECTED KEY [OPTION]...
    local got

    got=$(value "${@:2}")
    [ "$got" = "$1" ] || fail "${*:2}: '$got', expected '$1'"
}
refuses() { # SENTENCE PROGRAM...
    "${@:2}" >"$E2E_DIR/out" 2>"$E2E_DIR/err" </dev/null
    [ $? -eq 2 ] || fail "${*:2}: not exit status 2"
    [ ! -s "$E2E_DIR/out" ] || fail "${*:2}: writes to standard output"
    [ "$(cat "$E2E_DIR/err")" = "sensortop: $1" ] || fail "$(cat "$E2E_DIR/err"), expected: $1"
}

is '30C  ; from default' high
echo 'high = 31' >"$mine"
is "31C  ; from $mine:1" high
SENSORTOP_HIGH=32 is '32C  ; from SENSORTOP_HIGH' high
SENSORTOP_HIGH=32 is '33C  ; from -H' high -H 33
is '30C  ; from default' high --config none
SENSORTOP_CONFIG=none is '30C  ; from default' high
echo 'high = 34' >"$E2E_DIR/other.conf"
is "34C  ; from $E2E_DIR/other.conf:1" high --config "$E2E_DIR/other.conf"
is '30C  ; from default' high --demo

mkdir -p "$E2E_DIR/xdg/sensortop"
echo 'high = 35' >"$E2E_DIR/xdg/sensortop/sensortop.conf"
XDG_CONFIG_HOME=$E2E_DIR/xdg is "35C  ; from $E2E_DIR/xdg/sensortop/sensortop.conf:1" high
XDG_CONFIG_HOME=xdg is "31C  ; from $mine:1" high

# What is printed says the same when it is read.
cat >"$mine" <<'EOT'
location = home, barn
username = "ann ; \" \\"
low = 1
alert = "odd name": temperature > 3 for 1m
[alert freezer]
device = freezer-*
above = -15
message = "Close it ; now"
EOT
sensortop --print-config -p 1999 --alert offline >"$E2E_DIR/first" || fail '--print-config'
sensortop --config "$E2E_DIR/first" --print-config >"$E2E_DIR/second" || fail 'it cannot be read'
for file in first second; do sed 's/  ; from .*//' "$E2E_DIR/$file" >"$E2E_DIR/$file.bare"; done
cmp "$E2E_DIR/first.bare" "$E2E_DIR/second.bare" || fail 'what is printed is not what is read'
grep -qx 'message = "Close it \\; now"  ; from .*:8' "$E2E_DIR/first" || fail "$(cat "$E2E_DIR/first")"

sensortop --check-config >"$E2E_DIR/out" 2>&1 || fail "--check-config: $(cat "$E2E_DIR/out")"
[ ! -s "$E2E_DIR/out" ] || fail "--check-config says $(cat "$E2E_DIR/out")"

# What is no mistake but hardly meant.
printf '[alert thawing]\ndevice = freezer-*\nabove = -5\n' >>"$mine"
sensortop --check-config >"$E2E_DIR/out" 2>&1 || fail "--check-config: $(cat "$E2E_DIR/out")"
echo "sensortop: $mine:6: [alert freezer] holds for nobody, [alert thawing] takes its place" |
    cmp - "$E2E_DIR/out" || fail "--check-config says $(cat "$E2E_DIR/out")"
sed -i '/thawing/,$d' "$mine"

echo 'above = hot' >>"$mine"
refuses "$mine:9: [alert freezer] above: said already in line 7" sensortop --check-config
printf '[alert x]\nabove = hot\n' >"$mine"
refuses "$mine:2: [alert x] above: not a temperature such as 30, 30C or 86F: 'hot'" sensortop
printf '\nhihg = 3\n' >"$mine"
refuses "$mine:2: hihg: no such option; did you mean high?" sensortop --check-config
printf '[keys]\nmute = q\n' >"$mine"
refuses "$mine:2: [keys] mute: q is a key of quit, too, which needs another one" sensortop
sensortop --help >/dev/null || fail 'no help with a wrong file'
echo 'low = 40' >"$mine"
refuses "$mine:1: low: not below --high, which is 30: '40'" sensortop --check-config
printf 'high = 20\nlow = 30\n' >"$mine"
refuses "$mine:2: low: not below $mine:1: high, which is 20: '30'" sensortop --check-config
refuses "--low: not below $mine:1: high, which is 20: '25'" sensortop --low 25
refuses "$mine:2: low: not below SENSORTOP_HIGH, which is 29: '30'" env SENSORTOP_HIGH=29 sensortop

# What the start would refuse is refused by --check-config, with the same words.
printf '[alert frz]\nabove = 1\n\nhook = /nope now\n' >"$mine"
for option in --check-config --headless; do
    refuses "$mine:4: [alert frz] hook: cannot be executed (No such file or directory): '/nope'" \
        sensortop $option
done
for key in on-alert on-clear; do
    echo "$key = /nope" >"$mine"
    why="cannot be executed (No such file or directory): '/nope'"
    refuses "$mine:1: $key: $why" sensortop --check-config
    refuses "$mine:1: $key: $why" sensortop --headless
    refuses "--$key: $why" sensortop --config none --check-config --$key /nope
done
for key in record state history-db; do
    echo "$key = /proc/none/file" >"$mine"
    sensortop --headless >/dev/null 2>"$E2E_DIR/err"
    grep -q "^sensortop: $mine:1: $key: c.*'/proc/none/file" "$E2E_DIR/err" ||
        fail "$key: said $(cat "$E2E_DIR/err")"
done
refuses "$E2E_DIR/none.conf: cannot be read: No such file or directory" sensortop --config "$E2E_DIR/none.conf"
refuses "$E2E_DIR: cannot be read: Is a directory" sensortop --config "$E2E_DIR"

# The rule of a section, and the command line after it.
cat >"$mine" <<'EOT'
[alert freezer]
device = freezer-*
above = -15
severity = warn
[device freezer-1]
name = Ice box
offset = -1
[device cellar]
hidden = yes
stale-after = 1h
[keys]
quit = Q, F12
EOT
start_broker
start_dash
reading freezer-1 -10
wait_for '^!  Ice box +[a-z]+ +-11\.0 .* > -15\.0'
reading cellar 40
wait_for ' crit cellar: temperature 40\.0 °C > 30\.0 °C'
screen_has '^!! cellar' && fail 'what is hidden is listed'
press Down Enter
wait_for '^ Ice box \(freezer-1\)'
press Escape
wait_for ' Q Quit$'
press q h
wait_for '^ HELP'
press End
wait_for '^ +Q F12  +leave'
press Q
wait_exit 0
tty_unchanged
[ "$(echo '{"temperature_c":-10}' | sensortop --explain home/freezer-1/sensors |
    sed 's/.*"temperature":\([-0-9.]*\).*/\1/')" = -11 ] || fail 'what is explained is not what is shown'
sensortop --alert 'freezer-1: temperature > off' --list-rules home/freezer-1 >"$E2E_DIR/rules"
grep -qF "([alert freezer], $mine:2): 3 switches it off" "$E2E_DIR/rules" || fail "$(cat "$E2E_DIR/rules")"
exit 0
