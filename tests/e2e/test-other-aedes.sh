#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# aedes, a broker in JavaScript: MQTT 3.1.1 alone. To have it: npm install --prefix BUILD-DIR aedes
# shellcheck source=other-lib.sh
. "${top_srcdir:-.}/tests/e2e/other-lib.sh"

command -v node >/dev/null || skip_allowed 'node is not installed'
find_aedes="require.resolve('aedes', { paths: process.argv.slice(1) })"
aedes=$(node -p "$find_aedes" "$top_builddir" "$top_srcdir" /usr/lib/node_modules \
    /usr/local/lib/node_modules /usr/share/nodejs 2>/dev/null) || skip_allowed 'aedes is not installed'

start_other() {
    node -e "const aedes = require(process.argv[1])()
        require('net').createServer(aedes.handle).listen(process.argv[2], '127.0.0.1')" \
        "$aedes" "$port" >"$E2E_DIR/other.log" 2>&1 &
}

check_other no-mqtt5
