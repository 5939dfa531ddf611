#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Brokers that do not want us, in the words of MQTT 3.1.1 and 5. Their reasons seldom pass by
# themselves, so the next attempt is later than after other faults.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

at_script version-311 '' 20020001 'refuses MQTT 3.1.1: try another -V' -V mqttv311
at_script password-311 '' 20020004 'wrong user name or password' -V mqttv311 -u someone
at_script not-authorised-311 '' 20020005 'not authorised: it may want a user name' -V mqttv311
at_script unavailable-311 '' 20020003 'the broker is not available' -V mqttv311
at_script version-5 2003008400 '' 'refuses MQTT 5: try another -V' -V mqttv5
at_script password-5 2003008600 '' 'wrong user name or password'
at_script not-authorised-5 2003008700 '' 'not authorised'
at_script busy-5 2003008900 '' 'the broker is busy'
at_script another-server-5 2003009c00 '' 'the broker says: use another server'
look_at_faults
end_faults
faults_recover
