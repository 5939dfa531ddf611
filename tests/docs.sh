#!/bin/sh
# SPDX-License-Identifier: MIT
# The tables of options and keys, --help, the man pages and the examples say the same.
set -u
export LC_ALL=C.UTF-8

top_srcdir=${top_srcdir:-.}
top_builddir=${top_builddir:-.}
status=0

wrong() {
    printf '%s\n' "$*"
    status=1
}

if ! command -v mandoc >/dev/null; then
    echo 'mandoc is not installed'
    exit 77
fi
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM

same() { # WHAT FILE FILE
    diff -u "$2" "$3" >"$work/diff" || wrong "$1 differ:
$(cat "$work/diff")"
}

# A page as plain text, a paragraph a line.
page() {
    mandoc -T utf8 -O width=1000 "$top_srcdir/man/$1.1" | sed 's/.\x08//g'
}

section() { # NAME: of the page on stdin
    awk -v name="$1" '/^[^ ]/ { inside = $0 == name; next } inside'
}

# "--port PORT" of each option, a tab, and its range and default: of a --help on stdin.
rows_of_help() {
    awk '
        function flush() {
            if (flag == "") return
            if (!match(text, /\([^()]*\)$/) || text !~ /between|default|one of/) RSTART = length(text) + 1
            print flag "\t" substr(text, RSTART)
            flag = ""
        }
        /^(  |      )-/ {
            flush()
            flag = $0
            sub(/^ +/, "", flag)
            text = ""
            if (match(flag, /  +/)) {
                text = substr(flag, RSTART + RLENGTH)
                flag = substr(flag, 1, RSTART - 1)
            }
            next
        }
        substr($0, 1, 20) ~ /^ +$/ {
            sub(/^ +/, "")
            text = text (text == "" ? "" : " ") $0
            next
        }
        /^ *$/ { flush() }'
}

# The same of a page: the bracket only where it is exactly that of --help, in $1.
rows_of_page() {
    awk -F '\t' '
        FNR == NR { bracket[$1] = $2; next }
        /^     -/ {
            flush()
            flag = text = $0
            sub(/^ +/, "", flag)
            sub(/  .*/, "", flag)
        }
        { text = text " " $0 }
        function flush() {
            if (flag == "") return
            print flag "\t" (index(text, bracket[flag]) ? bracket[flag] : "not in:" text)
        }
        END { flush() }' "$1" -
}

for program in sensortop sensorpub; do
    "$top_builddir/$program" --help >"$work/$program.help" || exit 99
    page "$program" >"$work/$program.page"

    # References are looked up in the manual of this machine, where ours are not yet.
    mandoc -Tlint "$top_srcdir/man/$program.1" >"$work/lint" 2>&1
    grep -v -e 'referenced manual not found: Xr' -e 'outdated mandoc.db' "$work/lint" && status=1

    rows_of_help <"$work/$program.help" >"$work/$program.rows"
    section OPTIONS <"$work/$program.page" | rows_of_page "$work/$program.rows" >"$work/page.rows"
    [ -s "$work/$program.rows" ] || wrong "$program --help has no options"
    same "$program: --help (-) and man page (+)" "$work/$program.rows" "$work/page.rows"

    tr '\n' ' ' <"$work/$program.help" | sed 's/.*No variable: \([^.]*\)\..*/\1/; s/, */\n/g' |
        sort >"$work/help.without"
    section ENVIRONMENT <"$work/$program.page" |
        sed -n 's/.*all options but \(.*\) have one.*/\1/; T; s/ and /, /; s/, */\n/g; p' |
        sort >"$work/page.without"
    same "$program: options without a variable, in --help (-) and man page (+)" \
        "$work/help.without" "$work/page.without"
done

# Every row of the table is in a --help, and the other way around.
sed -n 's/.*[{ ]\.name = "\([^"]*\)".*/--\1/p' "$top_srcdir"/src/core/option-*.c |
    sort -u >"$work/table.names"
cut -f 1 "$work"/*.rows | grep -o -e '--[a-z-]*' | sort -u >"$work/help.names"
same 'option table (-) and --help (+)' "$work/table.names" "$work/help.names"

"$top_builddir/tests/print-keys" >"$work/table.keys" || exit 99
section KEYS <"$work/sensortop.page" | awk '
    /^     [^ ]/ { keys = $0; sub(/^ +/, "", keys); text = keys }
    /^      / { text = keys "  " $0 }
    sub(/   */, "\t", text) { print text; text = "" }' >"$work/page.keys"
same 'key table (-) and man page (+)' "$work/table.keys" "$work/page.keys"

# What a page or a file has of a table stands between two lines of it; UPDATE_TABLES=1 renews it.
table_in() { # FILE FIRST LAST COMMAND
    "$4" >"$work/table" || exit 99
    if [ -n "${UPDATE_TABLES-}" ]; then
        FIRST=$2 LAST=$3 awk -v table="$work/table" '
            $0 == ENVIRON["LAST"] { inside = 0 }
            !inside { print }
            $0 == ENVIRON["FIRST"] { inside = 1; while ((getline line <table) > 0) print line }' \
            "$top_srcdir/$1" >"$work/renewed" && cat "$work/renewed" >"$top_srcdir/$1"
    fi
    FIRST=$2 LAST=$3 awk '
        $0 == ENVIRON["LAST"] { exit }
        inside
        $0 == ENVIRON["FIRST"] { inside = 1 }' "$top_srcdir/$1" >"$work/written"
    same "table (-) and $1 (+), which UPDATE_TABLES=1 renews," "$work/table" "$work/written"
}
# shellcheck disable=SC1003 # that is no quote, but roff
table_in man/sensortop.conf.5 '.\" made from the table of actions' '.\" end of the table' \
    "$top_builddir/tests/print-actions"
table_in data/sensortop.conf '# === Options ===' '# === Sections ===' "$top_builddir/tests/print-conf"
mandoc -Tlint "$top_srcdir/man/sensortop.conf.5" >"$work/lint" 2>&1
grep -v -e 'referenced manual not found: Xr' -e 'outdated mandoc.db' "$work/lint" && status=1

# The shipped configuration: as it is, with every line that has a default, and with all of it.
bare() { "$top_builddir/sensortop" --config "$1" --print-config | sed 's/  ; from .*//'; }
checks() { "$top_builddir/sensortop" --config "$1" --check-config 2>&1 </dev/null || wrong "$1"; }
conf=$top_srcdir/data/sensortop.conf
sed '/^# === Sections/q; s/^#\([a-z-]* = \)/\1/' "$conf" >"$work/defaults.conf"
sed 's/^#\([a-z.-]* = \)/\1/; s/^#\[/[/' "$conf" >"$work/all.conf"
for file in "$conf" "$work/defaults.conf" "$work/all.conf"; do checks "$file"; done
bare none >"$work/none.printed"
bare "$work/defaults.conf" >"$work/defaults.printed"
same 'defaults (-) and data/sensortop.conf (+)' "$work/none.printed" "$work/defaults.printed"
grep -q '^host = ' "$work/defaults.conf" || wrong 'data/sensortop.conf has no option to uncomment'
grep -q '^\[keys\]$' "$work/all.conf" || wrong 'data/sensortop.conf has no section to uncomment'

# The examples of its page, all together.
sed -n '/^\.Bd -literal/,/^\.Ed/{/^\.[BE]d/!p;}' "$top_srcdir/man/sensortop.conf.5" >"$work/page.conf"
[ "$(grep -c = "$work/page.conf")" -ge 10 ] || wrong 'sensortop.conf.5 has no examples'
checks "$work/page.conf"

# Examples, as far as they can be had without a broker: the options of each are right.
for file in README.md man/sensortop.1 man/sensorpub.1; do
    # shellcheck disable=SC2016 # the backticks are Markdown's
    case $file in
    *.md) sed -n '/^```sh/,/^```$/s/^\(.*| \)\{0,1\}\(sensor\(top\|pub\) .*\)/\2/p' "$top_srcdir/$file" ;;
    *) sed -n 's/^\.Dl \$ \(.*| \)\{0,1\}\(sensor.*\)/\2/; T; s/\\(dq/"/g; p' "$top_srcdir/$file" ;;
    esac | sed 's/ *#.*//; s/ *[&|].*//; s/ *>>* *[A-Za-z0-9._/-]*$//' >"$work/examples"
    grep -q '>[^"'"'"']*$' "$work/examples" && wrong "$file: an example would write a file"
    [ "$(wc -l <"$work/examples")" -ge 2 ] || wrong "$file has no examples"
    while read -r example; do
        eval "$top_builddir/$example --version" >/dev/null 2>"$work/said" </dev/null ||
            wrong "$file: $example: $(cat "$work/said")"
    done <"$work/examples"
done

# What the texts call an option is one.
grep -v -F -e ../configure -e systemctl "$top_srcdir/README.md" | grep -o -e '--[a-z][a-z-]*' | sort -u >"$work/readme.names"
comm -23 "$work/readme.names" "$work/help.names" >"$work/unknown"
[ ! -s "$work/unknown" ] || wrong "README.md: no such option: $(cat "$work/unknown")"

# The tests that SECURITY.md leans on are there; names end in '*' where several begin so.
# shellcheck disable=SC2016 # the backticks are Markdown's
grep -o '`\(test\|fuzz\)-[a-z*-]*`' "$top_srcdir/SECURITY.md" | tr -d '`' | sort -u >"$work/tests"
[ -s "$work/tests" ] || wrong 'SECURITY.md names no test'
while read -r test; do
    found=
    for file in "$top_srcdir"/tests/*/$test "$top_srcdir"/tests/*/"$test".*; do
        [ -f "$file" ] && found=yes
    done
    [ "$found" ] || wrong "SECURITY.md: no such test: $test"
done <"$work/tests"

# The packages of the README are those that quickstart installs to build.
sed -n '/^need_for_build/,/^}/s/.*\<need.* \([a-z0-9-]*\)$/\1/p' "$top_srcdir/quickstart" |
    grep -v -x mosquitto | sort -u >"$work/quickstart.packages"
sed -n 's/^sudo apt-get install //p' "$top_srcdir/README.md" | tr ' ' '\n' |
    sort >"$work/readme.packages"
same 'packages of quickstart (-) and README.md (+)' "$work/quickstart.packages" \
    "$work/readme.packages"
exit $status
