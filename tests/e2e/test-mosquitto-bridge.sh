#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# bridge.conf: what a sensor tells the broker of its site is at the central broker at once, over
# TLS; what is said there does not come back.
# shellcheck source=broker-lib.sh
. "${top_srcdir:-.}/tests/e2e/broker-lib.sh"

install_bridge
start_installed
shelf=(-u shelf-07 -P pw-shelf-07)
central=(--cafile "$certs/ca.crt" -u dashboard -P pw-dashboard)

at_broker central
listen dash "${central[@]}" -F '%t %p %q' -t 'warehouse/#' -t "\$SYS/broker/connection/+/state"
heard dash '.SYS/broker/connection/site-warehouse/state 1 .'
at_broker warehouse
listen local -u dashboard -P pw-dashboard -t '#'
client pub "${shelf[@]}" -r -t warehouse/shelf-07/status -m online || fail 'not let in'
client pub "${shelf[@]}" -t warehouse/shelf-07/sensors -m 21.5 || fail 'not let in'
heard dash 'warehouse/shelf-07/status online 1'
heard dash 'warehouse/shelf-07/sensors 21.5 1'

# A status is kept by the central broker as well, for dashboards to come; a reading is not.
at_broker central
listen late "${central[@]}" -F '%t %p %r' -t 'warehouse/#'
heard late 'warehouse/shelf-07/status online 1'
not_heard late 'warehouse/shelf-07/sensors .*'

# One way.
site=(--cafile "$certs/ca.crt" -u site-warehouse -P pw-site-warehouse)
client pub "${site[@]}" -t warehouse/shelf-07/commands -m off || fail 'not let in'
heard dash 'warehouse/shelf-07/commands off 1'
at_broker warehouse
client pub "${shelf[@]}" -t warehouse/shelf-07/sensors -m 22.5 || fail 'not let in'
heard local 'warehouse/shelf-07/sensors 22.5'
not_heard local 'warehouse/shelf-07/commands off'

# One site cannot speak for another.
at_broker central
not_authorised "${site[@]}" -t home/kitchen-01/status -m online
