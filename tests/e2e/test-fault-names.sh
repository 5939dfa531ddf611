#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Names: not found and later found, a look-up that hangs, a name whose first address is dead. In a
# network of its own, because the name servers of this machine are none of our business.
if [ -z "${E2E_DIR-}${namespace-}" ]; then
    for mode in -nm -Urnm; do
        unshare $mode ip link set lo up 2>/dev/null && exec unshare $mode env namespace=1 bash "$0" "$@"
    done
    echo 'SKIP-ALLOWED: no network namespace of our own'
    exit 77
fi
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

hang_s=${1:-12}
etc=$E2E_DIR/etc
mkdir "$etc"
ip link set lo up
# Nobody there, and nobody who says so.
ip route add 10.99.0.0/24 dev lo || broken 'no black hole'
for file in hosts resolv.conf nsswitch.conf; do
    [ -e /etc/$file ] || skip "there is no /etc/$file"
    : >"$etc/$file"
    mount --bind "$etc/$file" "/etc/$file" || broken "cannot replace /etc/$file"
done
printf '%s\n' '127.0.0.1 localhost' '10.99.0.1 two.test' '127.0.0.1 two.test' >/etc/hosts
echo 'hosts: files' >/etc/nsswitch.conf

start_broker
start_pub living-01
at_known_port() { fault_port[$1]=$port && at_port "$@"; }
deadline_s=$((hang_s + 60))

at_known_port two-addresses '' --host two.test
start_at two-addresses
pane=two-addresses wait_for ' living-01 +online '
pane=two-addresses check_quit
faults=()

# A password that leaves the machine in clear is said, connected or not.
pane=two-addresses at_shell "SENSORTOP_PASSWORD=x sensortop --host two.test --port $port"
pane=two-addresses wait_for 'connected [0-9].* PASSWORD NOT ENCRYPTED'
pane=two-addresses check_quit

at_known_port unknown-name 'name not found: late.test' --host late.test
look_at_faults
echo '127.0.0.1 late.test' >>/etc/hosts
ended_ms=$(now_ms)
faults_recover
pane=unknown-name check_quit
faults=()

echo 'hosts: files dns' >/etc/nsswitch.conf
printf '%s\n' 'nameserver 10.99.0.1' "options timeout:$hang_s attempts:1" >/etc/resolv.conf
at_known_port look-up-hangs 'looking up slow.test' --host slow.test
look_at_faults
pane=look-up-hangs wait_said 'name look-up of slow.test takes long'
pane=look-up-hangs wait_said 'no name server answers: cannot look up slow.test'
echo '127.0.0.1 slow.test' >>/etc/hosts
ended_ms=$(now_ms)
faults_recover
