#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Pre-shared keys: the right one, a wrong one, an identity nobody knows; and never a certificate.
# shellcheck source=tls-lib.sh
. "${top_srcdir:-.}/tests/e2e/tls-lib.sh"

make_certs ca
make_certs server 127.0.0.1
key=00112233445566778899aabbccddeeff wrong=ffeeddccbbaa99887766554433221100
printf '%s\n' "right:$key" "home:$key" >"$E2E_DIR/psk"
printf '%s\n' "right:$key" "home:$wrong" "nobody:$key" >"$E2E_DIR/psk-cured"
psk=$(printf '%s\n' 'psk_hint home' "psk_file $E2E_DIR/psk")

at_broker_with right '' "$psk"
pane=right
port=${fault_port[right]} launch_dash --psk $key --psk-identity right
wait_for ' connected [0-9].* TLS '
check_quit
faults=()

at_broker_with wrong-key 'the broker could not verify our key: is --psk the right one' "$psk" \
    --psk $wrong --psk-identity home
at_broker_with unknown-identity 'the broker does not know this --psk-identity|is --psk the right' \
    "$psk" --psk $key --psk-identity nobody
at_broker_with certificate 'the broker has no pre-shared keys \(--psk\)' \
    "$(pair "$certs/127.0.0.1")" --psk $key --psk-identity right
for name in "${faults[@]}"; do
    fault_cure[$name]='psk_hint home'
done
at_broker_with no-psk 'the broker refused the TLS handshake: no cipher or kind of key in common' \
    "$psk" --cafile "$certs/ca.crt"
fault_cure[no-psk]=$(pair "$certs/127.0.0.1")
look_at_faults
cure_all="psk_file $E2E_DIR/psk-cured"
fault_cure[${faults[0]}]+=$'\n'$cure_all
end_faults
faults_recover

launch_dash --psk 12x4 --psk-identity right
wait_exit 2
wait_for '--psk: not a key of'
