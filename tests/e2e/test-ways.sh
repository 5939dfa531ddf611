#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Other ways to the broker: a name with several addresses, a unix socket, IPv6, an address of our
# own, a proxy, and TLS through a proxy.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

# libmosquitto 2.0.11 does not free what it is told of a proxy.
echo 'leak:mosquitto_socks5_set' >"$E2E_DIR/lsan"
export LSAN_OPTIONS="${LSAN_OPTIONS-}:suppressions=$E2E_DIR/lsan:print_suppressions=0"

n=0
reaches() { # BROKER-ON-THE-SCREEN OPTION...
    at_shell "sensortop ${*:2}"
    wait_for "^sensortop  $1  .*connected [0-9]"
    reading "kitchen-$((++n))" 21.5
    wait_for "kitchen-$n +unknown +21\.5"
    press q
    wait_exit 0
}

# Nobody listens on ::1, which may be the first address of the name.
start_broker
reaches "localhost:$port" localhost -p "$port"
stop_broker

socket=$E2E_DIR/m.sock
has_ipv6() { grep -q '^0*1 .* lo$' /proc/net/if_inet6 2>/dev/null; }
listeners=("listener 0 $socket")
has_ipv6 && listeners+=("listener $port ::1")
start_broker "${listeners[@]}"
reaches "/[^ ]*" --unix "$socket"
sensorpub --unix "$socket" --device-id attic-01 --simulate --interval 1 &
reaches "127\.0\.0\.1:$port" -h 127.0.0.1 -p "$port" -A 127.0.0.2
logged 'connect(ed|ion) from 127\.0\.0\.2'
at_shell "sensortop $socket"
wait_for 'attic-01 +online'
press q
wait_exit 0
if has_ipv6; then
    reaches "\[::1\]:$port" "[::1]:$port"
    reaches "\[::1\]:$port" -h ::1 -p "$port" -A ::1
fi

# The broker's name is known to the proxy alone. It ends with this script.
start_proxy() { # PORT
    mkfifo "$E2E_DIR/proxy-$1"
    "$top_builddir/tests/socks" '0502|0100|05000001 7f000001 0000' "$1" \
        <"$E2E_DIR/proxy-$1" >"$E2E_DIR/proxy-port-$1" &
    # shellcheck disable=SC2034 # it stays open
    exec {proxy_fd}>"$E2E_DIR/proxy-$1"
    eventually test -s "$E2E_DIR/proxy-port-$1" || broken 'no proxy'
    proxy=socks5h://ann:pw@127.0.0.1:$(cat "$E2E_DIR/proxy-port-$1")
}
start_proxy "$port"
reaches "broker\.test:$port" -h broker.test -p "$port" --proxy "$proxy"

# The certificate is for the broker, not for the proxy.
make_certs ca
make_certs server broker.test
at_broker tls
install_conf tls.conf acl
install_certs broker.test
add_user dashboard
start_installed
start_proxy "$port"
at_shell "sensortop -h broker.test -p $port --proxy $proxy --cafile $certs/ca.crt -u dashboard \
--password-file $(password_file dashboard)"
wait_for "^sensortop  broker\.test:$port  .*connected [0-9]"
press q
wait_exit 0
at_shell "sensortop -h other.test -p $port --proxy $proxy --cafile $certs/ca.crt"
wait_for "certificate is not for 'other\.test' but for: broker\.test"
press q
wait_exit 0
