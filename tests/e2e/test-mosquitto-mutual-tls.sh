#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# mutual-tls.conf: no certificate of this home, no connection; its common name is the user.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

make_certs ca
make_certs server 127.0.0.1
make_certs client kitchen-01 dashboard
at_broker home
install_conf mutual-tls.conf acl
install_certs 127.0.0.1
start_installed
ca=(--cafile "$certs/ca.crt")
kitchen=("${ca[@]}" --cert "$certs/kitchen-01.crt" --key "$certs/kitchen-01.key")
dashboard=("${ca[@]}" --cert "$certs/dashboard.crt" --key "$certs/dashboard.key")
broker=("${ca[@]}" --cert "$certs/127.0.0.1.crt" --key "$certs/127.0.0.1.key")
certs=$E2E_DIR/others
make_certs ca
make_certs client kitchen-01
foreign=("${ca[@]}" --cert "$certs/kitchen-01.crt" --key "$certs/kitchen-01.key")

listen dash "${dashboard[@]}" -t '#'
refused . pub -t home/kitchen-01/sensors -m plain
refused . pub "${ca[@]}" -t home/kitchen-01/sensors -m none
logged 'peer did not return a certificate'
refused . pub "${ca[@]}" -u kitchen-01 -P pw-kitchen-01 -t home/kitchen-01/sensors -m none
refused . pub "${foreign[@]}" -t home/kitchen-01/sensors -m foreign
logged 'certificate verify failed'
refused . pub "${broker[@]}" -t home/127.0.0.1/sensors -m purpose

# Whatever it calls itself.
not_authorised "${kitchen[@]}" -u attic-01 -t home/attic-01/sensors -m forged
not_authorised "${dashboard[@]}" -u kitchen-01 -t home/kitchen-01/sensors -m forged
client pub "${kitchen[@]}" -t home/kitchen-01/sensors -m 21.5 || fail 'not let in'
heard dash 'home/kitchen-01/sensors 21.5'
not_heard dash '.* (none|foreign|plain|purpose|forged)'
