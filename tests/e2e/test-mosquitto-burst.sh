#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The limits: 5000 retained readings reach a new QoS 1 subscriber, whole; of mosquitto's own limits
# this cannot be said, which is why they are shipped.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

devices=5000

# MQTT 3.1.1 by hand, as one stream: CONNECT, a retained PUBLISH at QoS 1 for each, DISCONNECT.
publish_devices() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    LC_ALL=C awk -v n=$devices 'BEGIN {
        printf "%c%c%c%cMQTT%c%c%c%c%c%c", 16, 12, 0, 4, 4, 2, 0, 60, 0, 0
        payload = "{\"temperature_c\":21.5,\"humidity\":45.1}"
        for (i = 1; i <= n; i++) {
            topic = sprintf("home/dev-%05d/sensors", i)
            printf "%c%c%c%c%s%c%c%s", 51, 4 + length(topic) + length(payload), 0, length(topic), \
                topic, i / 256, i % 256, payload
        }
        printf "%c%c", 224, 0
    }' >&3
    # To the end: data that was not read would make a reset of the close.
    cat <&3 >/dev/null
    exec 3>&-
}
start_with_devices() {
    start_installed
    publish_devices
}

at_broker shipped
install_conf prototype.conf
start_with_devices
client sub -V mqttv311 -t 'home/+/sensors' -C $devices -W $deadline_s >"$E2E_DIR/all"
[ "$(wc -l <"$E2E_DIR/all")" -eq $devices ] || fail "$(wc -l <"$E2E_DIR/all") of $devices"
not grep -q 'being dropped' "$broker_log" || fail 'something was dropped'

at_broker default
install_conf prototype.conf
sed -i '/^max_/d' "$etc/conf.d/prototype.conf"
start_with_devices
listen some -V mqttv311 -t 'home/+/sensors'
logged 'being dropped for client'
client pub -t home/marker/sensors -m last
heard some 'home/marker/sensors last'
[ "$(grep -c '^home/dev-' "$E2E_DIR/some.heard")" -lt $devices ] || fail 'nothing was dropped'
