#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The limits are the same in every file, so that they can be together; they do what they say.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

limits() { sed -n '/^# --- limits/,$p' "$1"; }
for file in "$shipped"/*.conf; do
    [ "$(limits "$file" | grep -c '^[a-z]')" -ge 5 ] || fail "no limits in $file"
    cmp <(limits "$file") <(limits "$shipped/prototype.conf") || fail "other limits in $file"
done

at_broker home
install_conf prototype.conf
start_installed
listen anybody -F '%t %l' -t '#'

# mosquitto_pub does not notice that it was hung up on: it comes back, and is hung up on again.
head -c 140000 /dev/zero | tr '\0' x >"$E2E_DIR/big"
client pub -V mqttv311 -i big -t home/big/sensors -f "$E2E_DIR/big" >"$E2E_DIR/said" &
logged 'Client big disconnected due to oversize packet'

head -c 65536 "$E2E_DIR/big" >"$E2E_DIR/largest"
client pub -t home/largest/sensors -f "$E2E_DIR/largest" || fail 'the largest payload is refused'
heard anybody 'home/largest/sensors 65536'
not_heard anybody 'home/big/.*'
