#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# bridge.conf: what happened while the central broker was away arrives when it is back, all of it
# and in order, even if the broker of the site was restarted meanwhile.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

readings() { # FIRST LAST
    seq "$1" "$2" | client pub -u shelf-07 -P pw-shelf-07 -t warehouse/shelf-07/sensors -l ||
        fail 'not let in'
}

install_bridge
start_installed
at_broker central
# It comes back by itself, as the bridge does; -c: whoever is first.
listen dash --cafile "$certs/ca.crt" -u dashboard -P pw-dashboard -c -i dash -t 'warehouse/#'
at_broker warehouse
readings 1 1
heard dash 'warehouse/shelf-07/sensors 1'

at_broker central
stop_broker
at_broker warehouse
logged 'Client local.site-warehouse (closed|disconnected)'
readings 2 6
stop_broker
start_installed
readings 7 9

at_broker central
start_installed
heard dash 'warehouse/shelf-07/sensors 9'
# At QoS 1 a message may come twice.
cmp -s <(grep '^warehouse' "$E2E_DIR/dash.heard" | awk '!seen[$0]++') <(seq -f 'warehouse/shelf-07/sensors %g' 1 9) ||
    fail "not all, or not in order: $(grep '^warehouse' "$E2E_DIR/dash.heard")"
