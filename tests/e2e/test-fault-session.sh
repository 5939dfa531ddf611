#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Connections that come up, and then the broker says or does what it should not.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

ok_5='2003000000 r 900500010000 00 r 90050002000101'
ok_311='20020000 r 900400010101'

at_script takeover "$ok_5 e0018e" '' 'another client uses this id: sensortop-' --id sensortop-1
at_script shutdown "$ok_5 e0018b" '' 'the broker is shutting down'
at_script hang-up "$ok_5" '' 'the broker closed the connection'
at_script cut-in-packet "$ok_5 301400" '' 'the broker closed the connection'
at_script all-filters-refused '2003000000 r 90050001008787 h' '' \
    'not allowed to subscribe to home/\+/sensors and 1 more'
at_script one-filter-refused '2003000000 r 90050001000087 r 90050002000187 h' '' \
    'not allowed to subscribe to home/\+/status'
# home/a1/status is online, then empty; home/a1/sensors is empty from the start.
sensors=000f686f6d652f61312f73656e736f727300
status=000e686f6d652f61312f73746174757300
at_script empty-payload "$ok_5 3017${status}6f6e6c696e65 3011$status 3012$sensors h" '' \
    'a1: status cleared'
at_script illegal-topic '' "$ok_311 3005 0003 611b62 h" 'the broker sent an illegal topic' -V mqttv311
look_at_faults
end_faults
faults_recover
