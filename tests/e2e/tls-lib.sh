# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# tls-lib: brokers with TLS for fault-lib, good and bad certificates.
# shellcheck source=fault-lib.sh
. "${top_srcdir:-.}/tests/e2e/fault-lib.sh"

# A broker of its own, whose listener has these lines.
at_broker_with() { # NAME SENTENCE LINES [OPTION]...
    at_server "$1" "$2" serve_with PORT "$3" -- "${@:4}"
}
serve_with() { # PORT LINES
    local conf=$E2E_DIR/serve-$1.conf

    printf '%s\n' 'user root' 'allow_anonymous true' 'log_dest stderr' "listener $1 127.0.0.1" \
        "$2" >"$conf"
    exec mosquitto -c "$conf"
}

pair() { printf 'certfile %s\nkeyfile %s\n' "$1.crt" "$1.key"; } # PATH

# As make-certs makes them, but for the time they are valid.
dated_cert() { # NAME FROM TO
    local dir=$certs/dated

    mkdir -p "$dir"
    : >"$dir/index"
    cp "$certs/127.0.0.1.key" "$certs/$1.key"
    printf '%s\n' '[ca]' 'default_ca = home' '[home]' "database = $dir/index" \
        "new_certs_dir = $dir" 'rand_serial = yes' 'default_md = sha256' 'policy = policy' \
        '[policy]' 'commonName = supplied' '[extensions]' 'subjectAltName = IP:127.0.0.1' \
        >"$dir/config"
    {
        openssl req -new -subj "/CN=$1" -key "$certs/$1.key" -out "$dir/csr"
        openssl ca -batch -notext -config "$dir/config" -extensions extensions -startdate "$2" \
            -enddate "$3" -cert "$certs/ca.crt" -keyfile "$certs/ca.key" -in "$dir/csr" \
            -out "$certs/$1.crt"
    } 2>"$dir/log"
    [ -s "$certs/$1.crt" ] || broken "no certificate: $(cat "$dir/log")"
}
