#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Nobody answers: said, survived, and over when a broker is there.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

deadline_s=20
at_silence no-answer 'timed out: 127.0.0.1:[0-9]+ does not answer'
at_script mute h h 'timed out: 127.0.0.1:[0-9]+ accepts but does not answer: is it an MQTT broker'
look_at_faults
end_faults
faults_recover
