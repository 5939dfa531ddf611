#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Certificates of the broker that are not to be trusted, and servers without: each in its own words,
# and readings as soon as it is put right.
# shellcheck source=tls-lib.sh
. "${top_srcdir:-.}/tests/e2e/tls-lib.sh"

make_certs ca
make_certs server 127.0.0.1
make_certs server pi.test 192.0.2.7
dated_cert expired 20200101000000Z 20210101000000Z
dated_cert early 20980101000000Z 20990101000000Z
home=$certs
certs=$E2E_DIR/others
make_certs ca
make_certs server 127.0.0.1
ca="--cafile $home/ca.crt"
cure=$(pair "$home/127.0.0.1")

# shellcheck disable=SC2086
at_all() {
    at_broker_with expired 'certificate has expired' "$(pair "$home/expired")" $ca
    at_broker_with early 'certificate is not yet valid: is the clock of this machine right' \
        "$(pair "$home/early")" $ca
    at_broker_with authority 'signed by nobody known here: --cafile names another authority' \
        "$(pair "$certs/127.0.0.1")" $ca
    at_broker_with host "is not for '127.0.0.1' but for: pi.test, 192.0.2.7" \
        "$(pair "$home/pi.test")" $ca
    at_broker_with no-tls 'what answers on this port is no TLS server: try --no-tls' '' $ca
    at_script tls-hang-up - - 'is no TLS server|hangs up in the TLS handshake' $ca
}
at_all
for name in "${faults[@]}"; do
    fault_cure[$name]=$cure
done
at_broker_with plain 'hangs up on us: is it an MQTT broker\? If it wants TLS: --tls' "$cure"
look_at_faults
end_faults
faults_recover

# Nothing can be trusted that the system does not know.
pane=unknown
launch_dash --port "${fault_port[expired]}" --tls
wait_said 'signed by nobody known here: give its authority with --cafile'
check_quit

# As long as it is not verified, that is on the screen, connected or not.
launch_dash --port "${fault_port[expired]}" --insecure
wait_for 'connected [0-9].* TLS NOT VERIFIED'
kill_broker
wait_for 'attempt .* TLS NOT VERIFIED'
