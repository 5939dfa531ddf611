#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A certificate that ends within two weeks is warned of, one that lasts is not.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

broker_with() { # NAME DAYS
    certs=$E2E_DIR/$1
    make_certs ca
    make_certs -t "$2" server 127.0.0.1
    at_broker "$1"
    install_conf tls.conf acl
    install_certs 127.0.0.1
    add_user dashboard
    start_installed
}
look() {
    at_shell "sensortop -h 127.0.0.1 -p $port --cafile $certs/ca.crt -u dashboard \
--password-file $(password_file dashboard)"
    wait_for ' connected [0-9]'
}

broker_with soon 13
look
ends=$(openssl x509 -in "$certs/127.0.0.1.crt" -noout -enddate | sed 's/.*=//')
wait_for "certificate ends on $(date -u -d "$ends" +%Y-%m-%d): it has to be renewed"
wait_for ' connected [0-9]'
press q
wait_exit 0

broker_with later 16
look
wait_ticks 2
not screen_has 'certificate ends' || fail 'warned too early'
press q
wait_exit 0
