#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tls.conf with our own programs: a sensor with its password, and the dashboard that shows it.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

make_certs ca
make_certs server 127.0.0.1
at_broker home
install_conf tls.conf acl
install_certs 127.0.0.1
add_user kitchen-01 dashboard
start_installed

start_dash --cafile "$certs/ca.crt" -u dashboard --password-file "$(password_file dashboard)"
start_pub kitchen-01 --cafile "$certs/ca.crt" -u kitchen-01 \
    --password-file "$(password_file kitchen-01)"
wait_for '^   kitchen-01 +online +[0-9]+\.[0-9]'

# One that says it is another device does not get on the screen.
start_pub attic-01 --cafile "$certs/ca.crt" -u kitchen-01 \
    --password-file "$(password_file kitchen-01)" >"$E2E_DIR/said" 2>&1
eventually grep -q 'publishing to home/attic-01' "$E2E_DIR/said" || fail "$(cat "$E2E_DIR/said")"
wait_ticks 2
wait_for ' 1 device '
press q
wait_exit 0
