#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The scripts of data/hooks: what they send to a server on this machine, or to a stub of the program
# they use. No name of a device becomes a header, an option or markup.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

for tool in curl python3; do command -v $tool >/dev/null || skip "$tool is missing"; done

hooks=$top_srcdir/data/hooks
got=$E2E_DIR/got
got_has() { grep -Eq -e "$1" "$got" 2>/dev/null; }
must_have() { got_has "$1" || fail "not sent: '$1': $(cat "$got" 2>/dev/null)"; }

# A server that keeps what it gets; the path /refuse is refused.
cat >"$E2E_DIR/server.py" <<'SERVER'
import http.server, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(sys.argv[1], "ab") as got:
            got.write(f"{self.path}\n{self.headers}".encode() + body + b"\n")
        self.send_response(403 if self.path == "/refuse" else 200)
        self.end_headers()

    def log_message(self, *args):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
with open(sys.argv[2], "w") as port:
    port.write(f"{server.server_port}\n")
server.serve_forever()
SERVER
python3 "$E2E_DIR/server.py" "$got" "$E2E_DIR/port" &
eventually test -s "$E2E_DIR/port" || broken 'no server'
url=http://127.0.0.1:$(cat "$E2E_DIR/port")

export SENSORTOP_DEVICE=kitchen-01 SENSORTOP_LOCATION=home SENSORTOP_STATE=firing \
    SENSORTOP_SEVERITY=crit SENSORTOP_VALUE=31.4 SENSORTOP_WATCH='>' SENSORTOP_LIMIT=30 \
    SENSORTOP_SINCE=2023-11-14T22:13:20Z SENSORTOP_DURATION=130 \
    SENSORTOP_MESSAGE='@<b>kitchen-01</b>: temperature 31.4 °C > 30.0 °C'

# ntfy
"$hooks/ntfy" "$url/topic" </dev/null || fail 'ntfy'
must_have '^/topic'
must_have '^Priority: urgent'
must_have '^@<b>kitchen-01</b>: temperature 31\.4 °C > 30\.0 °C$'
got_has '^Authorization' && fail 'a token from nowhere'
mkdir -p "$HOME/.config/sensortop"
echo tk_secret >"$HOME/.config/sensortop/ntfy-token"
SENSORTOP_STATE=ok "$hooks/ntfy" "$url/topic" </dev/null || fail 'ntfy'
must_have '^Authorization: Bearer tk_secret'
must_have '^Priority: default'
"$hooks/ntfy" "$url/refuse" </dev/null 2>"$E2E_DIR/said" && fail 'ntfy: no status although it was refused'
grep -q 403 "$E2E_DIR/said" || fail "ntfy says nothing of the refusal: $(cat "$E2E_DIR/said")"

# webhook
: >"$got"
echo '{"device":"kitchen-01","value":31.4}' | "$hooks/webhook" "$url/alert" || fail 'webhook'
must_have '^Content-Type: application/json'
must_have '^\{"device":"kitchen-01","value":31\.4\}$'
"$hooks/webhook" "$url/refuse" </dev/null 2>/dev/null && fail 'webhook: no status although it was refused'
"$hooks/webhook" http://127.0.0.1:1/ </dev/null 2>"$E2E_DIR/said" && fail 'webhook: nobody there'
[ -s "$E2E_DIR/said" ] || fail 'webhook says nothing when nobody is there'

# The others by stubs.
mkdir "$E2E_DIR/stubs"
for name in sendmail notify-send; do
    printf '#!/bin/sh\nprintf "[%%s]" "$@" >"%s"\necho >>"%s"\ncat >>"%s"\n' "$got" "$got" "$got" \
        >"$E2E_DIR/stubs/$name"
    chmod +x "$E2E_DIR/stubs/$name"
done
PATH=$E2E_DIR/stubs:$PATH

"$hooks/email" ann@example.org bob@example.org </dev/null || fail 'email'
must_have '^\[-i\]\[--\]\[ann@example\.org\]\[bob@example\.org\]$'
must_have '^To: ann@example\.org, bob@example\.org$'
must_have '^@<b>kitchen-01</b>: temperature 31\.4 °C > 30\.0 °C$'
must_have '^since     2023-11-14T22:13:20Z \(130 s\)$'
must_have '^Subject: sensortop: crit: @<b>kitchen-01</b>: temperature 31\.4 C > 30\.0 C$'

"$hooks/desktop" </dev/null || fail 'desktop'
must_have '\[--urgency=critical\].*\[--\]\[sensortop: critical\]\[@&lt;b&gt;kitchen-01&lt;/b&gt;: '
SENSORTOP_STATE=ok "$hooks/desktop" </dev/null || fail 'desktop'
must_have '\[--urgency=low\].*\[sensortop: over\]'

# Without what they need to know.
for script in ntfy webhook email; do
    "$hooks/$script" </dev/null 2>/dev/null
    [ $? = 2 ] || fail "$script without an argument"
done

# And by sensortop itself.
: >"$got"
start_broker
start_dash --on-alert "$hooks/webhook $url/alert" --on-clear "$hooks/webhook $url/over"
reading cellar-01 31
eventually got_has '^\{"time":.*"device":"cellar-01".*"state":"firing"' || fail "sent: $(cat "$got")"
reading cellar-01 20
eventually got_has '^/over' || fail "sent: $(cat "$got")"
