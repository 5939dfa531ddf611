#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# tls.conf: encrypted or not at all; clients can tell the broker from another; passwords as before.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

make_certs ca
make_certs server 127.0.0.1
at_broker home
install_conf tls.conf acl
install_certs 127.0.0.1
add_user kitchen-01 dashboard
start_installed
kitchen=(-u kitchen-01 -P pw-kitchen-01 -t home/kitchen-01/sensors -m)
ca=(--cafile "$certs/ca.crt")

refused '.' pub "${kitchen[@]}" plain
logged 'wrong version number|http request|unsupported protocol|SSL routines'

handshake() { # OPTION...
    openssl s_client -connect "127.0.0.1:$port" "${ca[@]/--cafile/-CAfile}" -verify_return_error \
        -cipher DEFAULT:@SECLEVEL=0 "$@" </dev/null >/dev/null 2>&1
}
handshake -tls1_2 || fail 'TLS 1.2 is refused'
handshake -tls1_1 && fail 'TLS 1.1 is not refused'

# The password does not leave the client when it is not the right broker; since 2.0.21 it says no more
# than that there was an error.
not_trusted='verify failed|TLS error|Protocol error'
host=localhost refused "$not_trusted" pub "${ca[@]}" "${kitchen[@]}" host
certs=$E2E_DIR/others
make_certs ca
refused "$not_trusted" pub --cafile "$certs/ca.crt" "${kitchen[@]}" authority

refused 'not authorised' pub "${ca[@]}" -t home/kitchen-01/sensors -m nobody
refused 'not authorised' pub "${ca[@]}" -u kitchen-01 -P wrong -t home/kitchen-01/sensors -m wrong

listen dash "${ca[@]}" -u dashboard -P pw-dashboard -t '#'
client pub "${ca[@]}" "${kitchen[@]}" 21.5 || fail 'not let in'
heard dash 'home/kitchen-01/sensors 21.5'
not_authorised "${ca[@]}" -u kitchen-01 -P pw-kitchen-01 -t home/attic-01/sensors -m forged
