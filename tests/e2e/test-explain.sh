#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# --explain says in one line of JSON what the dashboard would make of a payload.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

explains() { # STATUS TOPIC PAYLOAD(printf) LINE(extended regex)
    local out status

    # shellcheck disable=SC2059 # with its escapes
    out=$(printf "$3" | sensortop --explain "$2")
    status=$?
    [ $status -eq "$1" ] || fail "$2 $3: exit status $status, expected $1: $out"
    grep -qxE -e "$4" <<<"$out" || fail "$2 $3: $out, expected $4"
}
nobody='"location":null,"device":null'
porch='"location":"home","device":"porch-05"'
reading="$porch,\"kind\":\"reading\",\"status\":null"

explains 0 home/porch-05/sensors \
    '{"temperature_c":22.5,"humidity":45.1,"timestamp":1700000000.123}' \
    "\{$reading,\"metrics\":\{\"temperature\":22\.5,\"humidity\":45\.1\},\"time\":1700000000\.123,\"errors\":\[\]\}"
explains 0 home/porch-05/sensors '{"temperature_f":68}' \
    "\{$reading,\"metrics\":\{\"temperature\":20\},\"time\":null,\"errors\":\[\]\}"
explains 0 home/porch-05/sensors '{"temperature_c":null}' \
    "\{$reading,\"metrics\":\{\},\"time\":null,\"errors\":\[\]\}"
explains 0 home/porch-05/status ' "Online"\n\0' \
    "\{$porch,\"kind\":\"status\",\"status\":\"online\",\"metrics\":\{\},\"time\":null,\"errors\":\[\]\}"
explains 0 home/porch-05/sensors/ '{}' "\{$nobody,\"kind\":\"ignored\",.*\"errors\":\[\]\}"
explains 0 attic/porch-05/sensors '{}' "\{$nobody,\"kind\":\"ignored\",.*\"errors\":\[\]\}"

# One field is bad: the others are used. The JSON is bad: nothing is.
explains 1 home/porch-05/sensors '{"temperature_c":999,"humidity":45.1}' \
    "\{$reading,\"metrics\":\{\"humidity\":45\.1\},\"time\":null,\"errors\":\[\"[^\"]+\"\]\}"
explains 1 home/porch-05/sensors '{"temperature_c":22.5,}' \
    "\{$nobody,\"kind\":\"reading\",.*\"metrics\":\{\},\"time\":null,\"errors\":\[\"[^\"]+\"\]\}"
explains 1 home/porch-05/sensors '{"temperature_c":\033[31m}' \
    "\{$nobody,\"kind\":\"reading\",.*\"errors\":\[\"[^\"]+\"\]\}"
explains 1 home/porch-05/status 'maybe' '\{.*"status":null,.*"errors":\["[^"]+"\]\}'
explains 1 home//sensors '{"temperature_c":1}' "\{$nobody,\"kind\":\"ignored\",.*\"errors\":\[.+\]\}"
head -c 70000 /dev/zero | sensortop --explain home/porch-05/sensors >"$E2E_DIR/out"
grep -q '"errors":\["[^"]*65536 bytes' "$E2E_DIR/out" || fail "too long: $(cat "$E2E_DIR/out")"
