#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Nobody answers, at all or any more, before and after the connection is there, with and without TLS.
# shellcheck source=tls-lib.sh
. "${top_srcdir:-.}/tests/e2e/tls-lib.sh"

make_certs ca
make_certs server 127.0.0.1
answers_not='timed out: 127.0.0.1:[0-9]+ accepts but does not answer: is it an MQTT broker'
at_silence no-answer 'timed out: 127.0.0.1:[0-9]+ does not answer'
at_script mute h h "$answers_not"
at_script tls-mute h h "$answers_not" --cafile "$certs/ca.crt"
fault_cure[tls-mute]=$(pair "$certs/127.0.0.1")
at_script no-suback '2003000000 h' '' 'the broker does not confirm our subscription'
# 256 MiB less a byte is the most that MQTT can announce.
at_script huge-payload '' '20020000 r 900400010101 30ffffff7f 0012686f6d652f613031 h' \
    'the broker stopped answering' -V mqttv311 -k 5
look_at_faults
end_faults
faults_recover
