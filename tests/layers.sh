#!/bin/sh
# SPDX-License-Identifier: MIT
# The layers of docs/ARCHITECTURE.md, read off the includes and the calls in src/. Then violations
# are planted in a copy, one after another, to see that the check still finds each of them.
set -u

top_srcdir=${top_srcdir:-.}

# Prints "file:line: what is wrong" for the tree below the directory $1.
findings() {
    (cd "$1" && find src -name '*.[ch]' | LC_ALL=C sort | xargs awk "$rules")
}

# shellcheck disable=SC2016 # the dollars are awk's
rules='
BEGIN {
    called = "(^|[^A-Za-z0-9_.>])"
    banned = called "(strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|" \
        "system|popen|gmtime|localtime|asctime|ctime|alloca|setjmp|longjmp|tmpnam|mktemp)[ \t]*[(]"
    outside = called "(time|clock|clock_gettime|gettimeofday|timespec_get|getenv|secure_getenv|" \
        "fopen|fdopen|freopen|open|openat|read|write|close|socket|connect|poll|fork|" \
        "printf|vprintf|fprintf|vfprintf|puts|fputs|putchar|perror|scanf|fread|fwrite|" \
        "rand|random|setlocale|signal|sleep|usleep|nanosleep)[ \t]*[(]"

    # The system headers of the two inner layers: values in, values out.
    pure = "^(assert|errno|float|fnmatch|inttypes|limits|math|stdarg|stdbool|stddef|stdint|stdio|" \
        "stdlib|string|strings|time|arpa/inet|sys/un)[.]h$"

    may_include["core"] = "^core/"
    may_include["ui"] = "^(core|ui)/"
    may_include["io"] = "^(core|ui|io)/"

    # Each library has one home.
    home["curses"] = "^src/io/term"
    home["mosquitto|mqtt_protocol"] = "^src/io/link"
    home["^json"] = "^src/core/(reading|record)"
    home["^ini[.]h"] = "^src/io/inifile"
    home["^sqlite3"] = "^src/io/history-db"
    home["^openssl/"] = "^src/io/"
    home["^pthread"] = "^src/io/(link|inbox)"
    home["^time[.]h"] = "^src/(ui/clock|io/)"
}

function say(what) { print FILENAME ":" FNR ": " what }

# Without comments, strings and character constants.
function code_of(line,    code, at) {
    code = ""
    while (line != "") {
        if (in_comment) {
            at = index(line, "*/")
            if (!at) return code
            in_comment = 0
            line = substr(line, at + 2)
        } else if (match(line, /\/\*|\/\/|"([^"\\]|\\.)*"|\047([^\047\\]|\\.)*\047/)) {
            code = code substr(line, 1, RSTART - 1) " "
            if (substr(line, RSTART, 2) == "//") return code
            in_comment = substr(line, RSTART, 2) == "/*"
            line = substr(line, RSTART + RLENGTH)
        } else {
            return code line
        }
    }
    return code
}

function check_include(name, is_quoted,    library) {
    if (is_quoted && layer in may_include && name !~ may_include[layer])
        say(layer " must not include " name)
    if (is_quoted)
        return
    for (library in home) {
        if (name !~ library)
            continue
        if (FILENAME !~ home[library])
            say(name " belongs to " substr(home[library], 2))
        return
    }
    if ((layer == "core" || layer == "ui") && name !~ pure)
        say(layer " must not include " name)
}

FNR == 1 {
    in_comment = 0
    layer = split(FILENAME, part, "/") > 2 ? part[2] : "programs"
    if ($0 !~ /^\/\* SPDX-License-Identifier: MIT/) say("no SPDX line")
}
!in_comment && /^[ \t]*#[ \t]*include[ \t]*["<]/ {
    name = $0
    sub(/^[^"<]*["<]/, "", name)
    sub(/[">].*/, "", name)
    check_include(name, $0 ~ /include[ \t]*"/)
    next
}
{
    code = code_of($0)
    if (code ~ banned) say("a banned function: " $0)
    if ((layer == "core" || layer == "ui") && code ~ outside)
        say(layer " has no clock, environment, file or output: " $0)
}
'

status=0
found=$(findings "$top_srcdir") || exit 99
if [ -n "$found" ]; then
    printf '%s\n' "$found"
    status=1
fi

copy=$(mktemp -d) || exit 99
trap 'rm -rf "$copy"' EXIT
trap 'exit 99' HUP INT TERM

# The file, the line planted at its end, and what must be said about it; - when nothing must.
while IFS='|' read -r file line expected; do
    [ -n "$file" ] || continue
    rm -rf "$copy/src"
    mkdir -p "$copy/${file%/*}" || exit 99
    printf '/* SPDX-License-Identifier: MIT */\n%s\n' "$line" >"$copy/$file"
    got=$(findings "$copy") || exit 99
    case $expected in
    -) [ -z "$got" ] && continue ;;
    *) case $got in "$file:2: $expected"*) continue ;; esac ;;
    esac
    printf 'planted in %s: %s\n  expected: %s\n  found:    %s\n' "$file" "$line" "$expected" "$got"
    status=1
done <<'EOT'
src/core/x.c|#include "ui/canvas.h"|core must not include ui/canvas.h
src/core/x.h|#include "io/link.h"|core must not include io/link.h
src/core/x.c|#include "../ui/canvas.h"|core must not include ../ui/canvas.h
src/core/x.c|#include "startup.h"|core must not include startup.h
src/ui/x.c|#include "io/term.h"|ui must not include io/term.h
src/io/x.c|#include "startup.h"|io must not include startup.h
src/ui/view-x.c|#include <curses.h>|curses.h belongs to src/io/term
src/io/loop.c|# include <ncursesw/curses.h>|ncursesw/curses.h belongs to src/io/term
src/sensortop.c|#include <ncurses.h>|ncurses.h belongs to src/io/term
src/io/inbox.c|#include <mosquitto.h>|mosquitto.h belongs to src/io/link
src/sensorpub.c|#include <mqtt_protocol.h>|mqtt_protocol.h belongs to src/io/link
src/core/device.c|#include <json-c/json.h>|json-c/json.h belongs to src/core/(reading|record)
src/core/x.c|#include <openssl/ssl.h>|openssl/ssl.h belongs to src/io/
src/io/recorder.c|#include <sqlite3.h>|sqlite3.h belongs to src/io/history-db
src/startup.c|#include <ini.h>|ini.h belongs to src/io/inifile
src/io/loop.c|#include <pthread.h>|pthread.h belongs to src/io/(link|inbox)
src/core/x.c|#include <unistd.h>|core must not include unistd.h
src/ui/x.c|#include <sys/socket.h>|ui must not include sys/socket.h
src/core/x.c|    now = time(NULL);|core has no clock
src/core/x.c|    clock_gettime(CLOCK_REALTIME, &t);|core has no clock
src/core/x.c|    home = getenv("HOME");|core has no clock
src/ui/x.c|    printf("%d", 1);|ui has no clock
src/io/x.c|    strcpy(a, b);|a banned function
src/sensortop.c|    x = y + sprintf (a, b);|a banned function
src/core/x.c|    a("/*"); strtok(a, b);|a banned function
src/core/x.c|/* time( */ strcat(a, b);|a banned function
src/core/x.c|    snprintf(a, n, "strcpy("); // strcpy(|-
src/core/x.c|    model->time(3); gmtime_r(&t, &tm); update_time(3);|-
src/core/reading-x.c|#include <json-c/json.h>|-
src/io/link-x.c|#include <mosquitto.h>|-
src/io/term-x.h|#include <curses.h>|-
src/io/x.c|#include "ui/canvas.h"|-
src/startup.c|#include "io/link.h"|-
EOT

mkdir -p "$copy/src/core" && printf 'int x;\n' >"$copy/src/core/x.c"
case $(findings "$copy") in
*"src/core/x.c:1: no SPDX line"*) ;;
*) echo "a missing SPDX line is not found" && status=1 ;;
esac
exit $status
