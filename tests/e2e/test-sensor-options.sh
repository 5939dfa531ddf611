#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What sensorpub does with its options when it needs no broker, and what it says when they are wrong.
# shellcheck source=sensor-lib.sh
. "${top_srcdir:-.}/tests/e2e/sensor-lib.sh"

mkdir "$sysfs"

# Status, then what it has to say on stderr.
ends() { # STATUS PATTERN [option]...
    local status

    sensorpub --sysfs "$sysfs" --print --count 1 "${@:3}" >"$E2E_DIR/out" 2>"$E2E_DIR/said"
    status=$?
    [ $status -eq "$1" ] || fail "${*:3}: status $status, expected $1: $(cat "$E2E_DIR/said")"
    said "$2" || fail "${*:3}: not said: $2; but: $(cat "$E2E_DIR/said")"
    [ "$1" -eq 0 ] || [ "$(wc -l <"$E2E_DIR/said")" -eq 1 ] || fail "${*:3}: not one sentence"
}

ends 0 'no sensor found, SIMULATING one'
grep -q '"simulated":true}$' "$E2E_DIR/out" || fail 'made up, and does not say so'
ends 1 'no sensor' --no-simulate
ends 2 'no such sensor.*iio:bme280' --sensor iio:bme280
ends 2 '--sensor: not .*hwmon' --sensor bme280
ends 2 "--sysfs: not a directory such as /sys" --sysfs "$E2E_DIR/nowhere"
ends 2 '--sensor: .*name' --sensor iio --sensor w1
ends 2 '--device-id: not a name' --device-id a/b
ends 2 '--device-id: not a name' --device-id '#'
ends 2 '--location: not a name' --location +
ends 2 '--scenario: .*line 2: not heat, die' --scenario <(printf '# one\na at 1s explode\n')
ends 2 "--scenario: $E2E_DIR/nowhere: No such file" --scenario "$E2E_DIR/nowhere"
ends 2 "--scenario: $E2E_DIR/nowhere: No such file" --simulate 3 --scenario "$E2E_DIR/nowhere"

# Another seed is another day; the same seed the same.
day() { sensorpub --simulate 3 --seed "$1" --print --count 2 --interval 0.1 | sed 's/,"timestamp.*//' | sort; }
[ "$(day 7)" = "$(day 7)" ] || fail 'the same seed, and other readings'
[ "$(day 7)" != "$(day 8)" ] || fail 'another seed, and the same readings'

# A command: its pairs in order, its words as they are, its failures in words and never a value.
ends 0 'reading exec' --sensor 'exec:echo temperature=21.46 humidity=48 level_cm=7.25'
grep -q '"temperature_c":21\.5,"temperature_f":70\.6,"humidity":48\.0,"timestamp":[0-9.]*,"level_cm":7\.25}$' \
    "$E2E_DIR/out" || fail "of a command: $(cat "$E2E_DIR/out")"
ends 0 'no readings: ended with status 3' --sensor "exec:sh -c 'echo 20; exit 3'"
grep -q '"temperature_c":null' "$E2E_DIR/out" || fail "of a command that failed: $(cat "$E2E_DIR/out")"

# Only what changes: 20, 20.4 (no), 20.6 (yes), 20.6 (no) …
cat >"$E2E_DIR/stairs" <<'SH'
#!/bin/sh
read -r n <"$0.n"
echo $((n + 1)) >"$0.n"
case $n in 0) echo 20 ;; 1) echo 20.4 ;; 2 | 3) echo 20.6 ;; *) echo 30 ;; esac
SH
chmod +x "$E2E_DIR/stairs"
echo 0 >"$E2E_DIR/stairs.n"
steps=$(sensorpub --sensor "exec:$E2E_DIR/stairs" --on-change 0.5 --interval 0.1 --print --count 3 \
    2>/dev/null | sed 's/.*"temperature_c":\([^,]*\).*/\1/' | tr '\n' ' ')
[ "$steps" = '20.0 20.6 30.0 ' ] || fail "with --on-change: $steps"
[ "$(cat "$E2E_DIR/stairs.n")" -eq 5 ] || fail 'read more often, or less, than it has to'

sensorpub --print >/dev/full 2>"$E2E_DIR/said"
[ $? -eq 1 ] || fail 'nobody to print to, and no error'
