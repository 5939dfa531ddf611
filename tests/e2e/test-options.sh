#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A mistake on the command line or in the environment: one sentence that names it and says what is
# accepted, exit status 2, and nothing is started.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

refuses() { # WORDS PROGRAM [ARGUMENT]...
    local words=$1 out=$E2E_DIR/out err=$E2E_DIR/err status

    shift
    "$@" >"$out" 2>"$err" </dev/null
    status=$?
    [ $status -eq 2 ] || fail "$*: exit status $status"
    [ ! -s "$out" ] || fail "$*: writes to standard output"
    [ "$(wc -l <"$err")" -eq 1 ] || fail "$*: not one sentence: $(cat "$err")"
    grep -qF -e "$words" "$err" || fail "$*: said $(cat "$err"), expected $words"
}

refuses '--poort: no such option; did you mean --port?' sensortop --poort 1883
refuses '-x: no such option' sensortop -x
refuses '--port: needs a PORT after it' sensortop --port
refuses '--port: not between 1 and 65535' sensortop --port 0
refuses '-p: not a whole number between 1 and 65535' sensortop -p 18x3
refuses "--high: not a temperature such as 30, 30C or 86F, between -90C and 300C" \
    sensortop --high warm
refuses "--high: not between -90C and 300C, or off: '1000'" sensortop --high 1000
refuses '--low: not below --high, which is 30' sensortop --low 31
refuses "--alert: no device matches a name with more than one '/', as in location/device: 'a/b/c'" \
    sensortop --alert 'a/b/c: temperature > 3'
refuses '--stale-after: not a duration such as 90, 90s or 1m30s' sensortop --stale-after soon
refuses "--filter: not a number as in temp>28: 'kitchen temp>abc'" sensortop --filter 'kitchen temp>abc'
refuses "--filter: not location:NAME, which alone has a ':': 'foo:bar'" sensortop --filter foo:bar
refuses '--qos: not between 0 and 2' sensortop --qos 3
refuses '-V: not one of auto, mqttv5, mqttv311' sensortop -V mqttv31
refuses '--location: not ' sensortop --location a/b
refuses "a port goes to --port: 'localhost:1883'" sensortop --host localhost:1883
refuses 'BROKER: not ' sensortop 'not a host'
refuses 'only one BROKER is accepted' sensortop one two
refuses 'no-such-file' sensortop --username me --password-file no-such-file
refuses '--interval: no such option; sensorpub has one' sensortop --interval 3
refuses '--interval: not between 100ms and 1d' sensorpub --simulate --interval 0
refuses '--device-id: not a name of 1 to 128 bytes' sensorpub --device-id a/b
refuses 'SENSORTOP_PORT: not between 1 and 65535' env SENSORTOP_PORT=70000 sensortop

echo secret >"$E2E_DIR/password"
chmod 644 "$E2E_DIR/password"
refuses 'chmod 600' sensortop --username me --password-file "$E2E_DIR/password"
is_running sensortop && fail 'something was started'

sensortop --help >"$E2E_DIR/out" || fail '--help fails'
grep -q -e '--high C' "$E2E_DIR/out" || fail '--help does not name --high'
sensorpub --version | grep -q '^sensorpub [0-9]' || fail '--version says something else'

# What could not be written was not said.
full() { # PROGRAM [ARGUMENT]...
    "$@" >/dev/full 2>"$E2E_DIR/err" </dev/null
    [ $? -eq 1 ] || fail "$*: exit status is not 1"
    grep -q 'standard output: .*: No space left on device$' "$E2E_DIR/err" ||
        fail "$*: said $(cat "$E2E_DIR/err")"
}
if [ -w /dev/full ]; then
    for program in sensortop sensorpub; do
        full $program --help
        full $program --version
    done
    full sensortop --print-config
    full sensortop --list-rules
    full sensortop --explain home/kitchen-01/status
    full sensortop --test-rules "$top_srcdir/tests/data/house.jsonl"
    sensortop --check --port 1 -W 1 >/dev/full 2>"$E2E_DIR/err"
    [ $? -eq 3 ] || fail '--check without its line is not unknown'
    grep -q 'No space left on device$' "$E2E_DIR/err" || fail "--check said $(cat "$E2E_DIR/err")"
fi
sensortop --help | : || fail 'a closed pipe is a failure'
exit 0
