#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# bridge.conf: a reading of the site shows up on a dashboard at the centre; so does one that was
# published while the centre was down, when that is back.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

install_bridge
start_installed
site_reading() { # CELSIUS
    at_broker warehouse
    client pub -u shelf-07 -P pw-shelf-07 -t warehouse/shelf-07/sensors \
        -m "{\"temperature_c\":$1,\"humidity\":45.1}" || fail 'not let in'
    at_broker central
}

at_broker central
start_dash --cafile "$certs/ca.crt" -u dashboard --password-file "$(password_file dashboard)" \
    -l home,warehouse
site_reading 21.4
wait_for 'shelf-07 +unknown +21\.4'

stop_broker
wait_for 'next try in '
site_reading 22.4
# The site waits until the dashboard is back: the centre keeps no reading for it.
at_broker warehouse
stop_broker
at_broker central
start_installed
wait_for ' connected [0-9]'
at_broker warehouse
start_installed
wait_for 'shelf-07 +unknown +22\.4'
press q
wait_exit 0
