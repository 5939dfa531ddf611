#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Brokers that want a certificate of ours: none, a foreign one, the right one; a key that is not its
# key is found before the screen starts.
# shellcheck source=tls-lib.sh
. "${top_srcdir:-.}/tests/e2e/tls-lib.sh"

make_certs ca
make_certs server 127.0.0.1
make_certs client dashboard kitchen-01
home=$certs
certs=$E2E_DIR/others
make_certs ca
make_certs client dashboard
cure=$(pair "$home/127.0.0.1")
mutual=$(printf '%s\n' "$cure" "cafile $home/ca.crt" 'require_certificate true')
foreign=$certs/dashboard ours=$home/dashboard

for v in 12 13; do
    wants=$(printf '%s\n' "$mutual" "tls_version tlsv1.${v#1}")
    at_broker_with none-$v 'want.* a certificate of ours' "$wants" --cafile "$home/ca.crt"
    at_broker_with foreign-$v 'our certificate \(--cert\)' "$wants" --cafile "$home/ca.crt" --cert "$foreign.crt" --key "$foreign.key"
done
# Recovered: the broker wants none any more.
for name in "${faults[@]}"; do
    fault_cure[$name]=$cure
done
look_at_faults
end_faults
faults_recover

at_broker_with good '' "$mutual"
pane=good
port=${fault_port[good]} launch_dash --cafile "$home/ca.crt" --cert "$ours.crt" --key "$ours.key"
wait_for ' connected [0-9].* TLS '
check_quit

launch_dash --cafile "$home/ca.crt" --cert "$ours.crt" --key "$home/kitchen-01.key"
wait_exit 2
wait_for 'sensortop: --key: does not belong to the certificate of --cert: '
launch_dash --cert "$home/no-such.crt"
wait_exit 2
launch_dash --cafile "$home/ca.key"
wait_exit 2
wait_for '--cafile: not a readable file of PEM certificates'
