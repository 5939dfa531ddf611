#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Nobody there, and servers that hang up on us or speak something else.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

at_port refused 'connection refused by 127.0.0.1:[0-9]+: is the broker running\?'
at_script close-at-once - - 'hangs up on us: is it an MQTT broker'
at_script close-after-hello '' '' 'hangs up on us'
at_script close-in-packet 2003 2003 'hangs up on us'
at_script reset x x 'hangs up on us'
at_script garbage '4802ffff h' '4802ffff h' 'does not speak MQTT 3.1.1'
at_script endless-length '20ffffffffffff h' '20ffffffffffff h' 'does not speak MQTT 5' -V mqttv5
look_at_faults
end_faults
faults_recover
