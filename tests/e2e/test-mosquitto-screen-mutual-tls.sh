#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# mutual-tls.conf with our own programs: certificates in the place of passwords.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

make_certs ca
make_certs server 127.0.0.1
make_certs client kitchen-01 dashboard
at_broker home
install_conf mutual-tls.conf acl
install_certs 127.0.0.1
start_installed
identity() { echo "--cafile $certs/ca.crt --cert $certs/$1.crt --key $certs/$1.key"; }

# shellcheck disable=SC2046 # words
start_dash $(identity dashboard)
# shellcheck disable=SC2046 # words
start_pub kitchen-01 $(identity kitchen-01)
wait_for '^   kitchen-01 +online +[0-9]+\.[0-9]'
press q
wait_exit 0
