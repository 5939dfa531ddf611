#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tls.conf: a certificate that was renewed is shown after a reload; who is connected stays.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

shown_serial() {
    openssl s_client -connect "127.0.0.1:$port" -CAfile "$certs/ca.crt" </dev/null 2>/dev/null |
        openssl x509 -noout -serial
}
shows() { [ "$(shown_serial)" = "$(openssl x509 -in "$certs/127.0.0.1.crt" -noout -serial)" ]; }

make_certs ca
make_certs server 127.0.0.1
at_broker home
install_conf tls.conf acl
install_certs 127.0.0.1
add_user dashboard kitchen-01
start_installed
shows || fail 'not the first certificate'
listen dash --cafile "$certs/ca.crt" -i dash -u dashboard -P pw-dashboard -t '#'

rm "$certs"/127.0.0.1.*
make_certs server 127.0.0.1
shows && fail 'the certificate is not another'
install_certs 127.0.0.1
kill -HUP "$broker_pid"
eventually shows || fail 'not the second certificate'
client pub --cafile "$certs/ca.crt" -u kitchen-01 -P pw-kitchen-01 -t home/kitchen-01/sensors \
    -m 21.5 || fail 'not let in'
heard dash 'home/kitchen-01/sensors 21.5'
[ "$(grep -c ' as dash ' "$broker_log")" -eq 1 ] || fail 'the dashboard had to come back'
