#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A wrong password and a broker that is not there are told in a sentence, and both are forgiven when
# that changes.
# shellcheck source=sensor-lib.sh
. "${top_srcdir:-.}/tests/e2e/sensor-lib.sh"

mosquitto_passwd -b -c "$E2E_DIR/passwords" ann right 2>/dev/null || skip 'mosquitto_passwd is missing'
start_broker 'allow_anonymous false' "password_file $E2E_DIR/passwords"
SENSORPUB_PASSWORD=wrong run_pub --device-id porch-05 --simulate -u ann
wait_said 'porch-05: .*\(password\|authori\)'
grep -q 'wrong$' "$E2E_DIR/said" && fail 'the password is in the log'
end_pub || fail "exit status $?"

umask 077
echo right >"$E2E_DIR/password"
: >"$E2E_DIR/said"
kill_broker
run_pub --device-id porch-05 --simulate -u ann --password-file "$E2E_DIR/password" --count 1
wait_said 'porch-05: .*refused'
start_broker 'allow_anonymous false' "password_file $E2E_DIR/passwords"
wait "$pub_pid" || fail "exit status $?"
said 'porch-05: connected, publishing to home/porch-05/sensors' || fail 'not said: connected'
