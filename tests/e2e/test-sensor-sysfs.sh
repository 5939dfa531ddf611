#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Sensors that the kernel shows: found, listed, published under names of their own, and what is said
# and published when one is unplugged and comes back.
# shellcheck source=sensor-lib.sh
. "${top_srcdir:-.}/tests/e2e/sensor-lib.sh"

mkdir "$sysfs"
sensorpub --sysfs "$sysfs" --list >"$E2E_DIR/list"
[ $? -eq 1 ] || fail 'no sensor, and --list does not say so with its status'
plug_bme
plug_ds
sensorpub --sysfs "$sysfs" --list >"$E2E_DIR/list" || fail "--list: status $?"
for line in 'iio:bme280 .* 22\.5 °C  45\.1 %  1013\.[23] hPa' 'w1:28-0316a2795aff .* 3\.8 °C' \
    'auto takes iio:bme280'; do
    grep -q -e "$line" "$E2E_DIR/list" || fail "not in the list: $line: $(cat "$E2E_DIR/list")"
done

start_broker
record
# One of two is not there: nothing is started, nobody was online.
sensorpub --host 127.0.0.1 --port "$port" --sysfs "$sysfs" --sensor in-01=iio --sensor b=w1:28-0 \
    2>>"$E2E_DIR/said"
[ $? -eq 2 ] || fail 'a sensor that is not there, and another status'
run_pub --sysfs "$sysfs" --sensor in-01=iio --sensor out-01=w1:28-0316a2795aff --interval 0.2 \
    --heartbeat 0.4
wait_heard '^home/in-01/sensors {"device_id":"in-01","temperature_c":22\.5,"temperature_f":72\.5,"humidity":45\.1,"timestamp":[0-9.]*,"pressure_hpa":1013\.[23]}$'
wait_heard '^home/out-01/sensors {"device_id":"out-01","temperature_c":3\.8,"temperature_f":38\.[78],"timestamp":[0-9.]*}$'
wait_heard '^home/in-01/status online'
wait_heard '^home/out-01/status online'
! heard 'in-01/status offline' || fail 'it was online before the other sensor was found'
[ "$(tr '\0' '\n' <"/proc/$pub_pid/net/tcp" | awk -v p="$(printf '%04X' "$port")" \
    '$3 ~ ":" p "$" && $4 == "01"' | wc -l)" -ge 2 ] || fail 'not a connection each'

# Unplugged: said once, null once a heartbeat, online all the time; the other one goes on.
rm -r "$ds"
wait_said 'out-01: no readings'
null='^home/out-01/sensors .*"temperature_c":null,"temperature_f":null,"timestamp":[0-9.]*}$'
two_heartbeats() { [ "$(grep -c -e "$null" "$E2E_DIR/heard")" -ge 2 ]; }
eventually two_heartbeats || fail "no heartbeats: $(cat "$E2E_DIR/heard")"
[ "$(grep -c 'out-01: no readings' "$E2E_DIR/said")" -eq 1 ] || fail 'said more than once'
plug_ds
wait_said 'out-01: readings again'
end_pub || fail "exit status $?"
wait_heard '^home/in-01/status offline'
wait_heard '^home/out-01/status offline'
! heard 'out-01/sensors .*"temperature_c":85' || fail 'a false reading'

# A chip that has just got power says 85 °C, a broken wire says a wrong CRC: neither is published.
printf '%s\n' '50 05 4b 46 7f ff 0c 10 1c : crc=1c YES' '50 05 4b 46 7f ff 0c 10 1c t=85000' \
    >"$ds/w1_slave"
out=$(sensorpub --sysfs "$sysfs" --sensor w1 --print --count 1 2>/dev/null)
[[ $out == *'"temperature_c":null'* ]] || fail "85 °C after power-on: $out"
sed -i 's/YES/NO/; s/t=.*/t=20000/' "$ds/w1_slave"
out=$(sensorpub --sysfs "$sysfs" --sensor w1 --print --count 1 2>/dev/null)
[[ $out == *'"temperature_c":null'* ]] || fail "a wrong CRC: $out"
