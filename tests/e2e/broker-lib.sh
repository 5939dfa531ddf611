# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# broker-lib: brokers with the files of data/mosquitto, installed as on Debian, and plain clients.
# A directory of the test stands for /etc/mosquitto; nothing but paths, ports and the interface is
# changed in what is shipped.
#
#   at_broker home;  install_conf password.conf acl;  add_user dashboard;  start_installed
#   listen dash "${dashboard[@]}" -t '#'
#   client pub "${kitchen[@]}" -t home/kitchen-01/sensors -m 21
#   heard dash 'home/kitchen-01/sensors 21'
#
# After at_broker, all of lib.sh means that broker, too.
# shellcheck source=lib.sh
. "${top_srcdir:-.}/tests/e2e/lib.sh"

shipped=$top_srcdir/data/mosquitto
declare -A ports=() broker_pids=()

at_broker() { # NAME
    broker_name=$1 etc=$E2E_DIR/broker-$1
    port=${ports[$1]-} broker_pid=${broker_pids[$1]-} broker_log=$etc/log
    mkdir -p "$etc/conf.d" "$etc/certs" "$etc/ca_certificates" "$etc/lib"
}

install_conf() { # FILE...
    local file target

    for file; do
        target=$etc/$file
        [ "$file" = "${file%.conf}" ] || target=$etc/conf.d/$file
        sed "s,/etc/mosquitto,$etc,g" "$shipped/$file" >"$target" || broken "cannot install $file"
    done
}

# Changes what is installed, as the comments in it say; a change that changes nothing is a defect.
edit_conf() { # FILE SED-SCRIPT
    sed "$2" "$etc/$1" >"$etc/edited"
    not cmp -s "$etc/$1" "$etc/edited" || broken "nothing to change in $1: $2"
    mv "$etc/edited" "$etc/$1"
}

# The passwords are known to everybody here: pw-NAME.
add_user() { # NAME...
    local name

    touch "$etc/passwd"
    for name; do
        mosquitto_passwd -b "$etc/passwd" "$name" "pw-$name" || broken "no user $name"
    done
}

# The password of a user in a file that only we may read, for --password-file.
password_file() { # NAME
    (umask 077 && echo "pw-$1" >"$E2E_DIR/password-$1")
    echo "$E2E_DIR/password-$1"
}

# Certificates of one home; they are in $certs.
certs=$E2E_DIR/certs
make_certs() { # ARGUMENT...
    command -v openssl >/dev/null || skip 'openssl is not installed'
    mkdir -p "$certs"
    "$shipped/make-certs" -d "$certs" "$@" >>"$certs/log" 2>&1 || {
        cat "$certs/log"
        fail "make-certs $*"
    }
}
install_certs() { # HOST
    cp "$certs/ca.crt" "$etc/ca_certificates/ca.crt"
    cp "$certs/$1.crt" "$etc/certs/server.crt"
    cp "$certs/$1.key" "$etc/certs/server.key"
}

# --- starting ----------------------------------------------------------------

# What Debian's mosquitto.conf has, but for the log. As `mosquitto` it could read nothing in here.
broker_user=root
main_conf() {
    printf '%s\n' 'persistence true' "persistence_location $etc/lib/" 'log_dest stderr' \
        "user $broker_user" "include_dir $etc/conf.d"
}

try_installed() {
    sed -i "s/^listener .*/listener $port 127.0.0.1/" "$etc"/conf.d/*.conf
    main_conf >"$etc/mosquitto.conf"
    : >"$broker_log"
    mosquitto -c "$etc/mosquitto.conf" 2>"$broker_log" &
    broker_pid=$! broker_pids[$broker_name]=$!
    eventually broker_has_settled && kill -0 "$broker_pid" 2>/dev/null
}

# The first time on a free port, later on the same, as start_broker does.
start_installed() {
    local known=$port tries

    for tries in 1 2 3 4 5; do
        [ -n "$known" ] || free_port
        port=${known:-$next_port}
        try_installed && ports[$broker_name]=$port && return
    done
    cat "$broker_log"
    broken "the broker does not start, after $tries attempts"
}

logged() { eventually grep -Eq -e "$1" "$broker_log" || fail "no '$1' in $(cat "$broker_log")"; }

# --- clients -----------------------------------------------------------------

patience_s=300 # of a client, as long as a test may take
refusal_s=20   # of one that does not notice that it is refused
# stdbuf: into a file, mosquitto_sub 2.0.11 keeps back what -d says.
client() { # pub|sub OPTION...
    local kind=$1

    shift
    timeout "$patience_s" stdbuf -oL "mosquitto_$kind" -h "${host:-127.0.0.1}" -p "$port" -q 1 "$@" 2>&1
}

# In the background, from the moment it has subscribed; what it is told is in a file, line by line.
listen() { # NAME OPTION...
    local file=$E2E_DIR/$1.heard

    shift
    : >"$file"
    client sub -d -F '%t %p' "$@" >"$file" &
    eventually grep -q '^Subscribed' "$file" || fail "not subscribed: $* ($(cat "$file"))"
}
has_heard() { grep -Eq -e "^($2)\$" "$E2E_DIR/$1.heard"; }
heard() {
    eventually has_heard "$1" "$2" || fail "$1 was not told: $2 ($(cat "$E2E_DIR/$1.heard"))"
}
not_heard() { not has_heard "$1" "$2" || fail "$1 was told: $(cat "$E2E_DIR/$1.heard")"; }

# The client has to fail for that reason and no other.
refused() { # REASON pub|sub OPTION...
    local reason=$1 said

    shift
    said=$(patience_s=$refusal_s client "$@") && fail "this was not refused: $*"
    grep -Eq -e "$reason" <<<"$said" || fail "not refused with '$reason' but with '$said': $*"
}

# MQTT 5 says it, and the client ends well nonetheless.
not_authorised() { # OPTION...
    local said

    said=$(client pub -V mqttv5 "$@")
    grep -q 'Not authorized' <<<"$said" || fail "this was allowed: $* ($said)"
}

# --- a site and the centre ---------------------------------------------------

# Brokers `central` (running) and `warehouse` (to be started), as bridge.conf tells to install them.
install_bridge() {
    make_certs ca
    make_certs server 127.0.0.1
    at_broker central
    install_conf tls.conf acl
    edit_conf acl '/^#user site-warehouse$/,/^$/s/^#//'
    install_certs 127.0.0.1
    add_user dashboard site-warehouse
    start_installed
    at_broker warehouse
    install_conf password.conf acl bridge.conf
    edit_conf acl 's,home/,warehouse/,'
    edit_conf conf.d/bridge.conf "s/^address .*/address 127.0.0.1:${ports[central]}/"
    edit_conf conf.d/bridge.conf 's/^remote_password .*/remote_password pw-site-warehouse/'
    cp "$certs/ca.crt" "$etc/ca_certificates/ca.crt"
    add_user dashboard shelf-07
}
