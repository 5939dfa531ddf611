# SPDX-License-Identifier: MIT
# fish completion for sensortop and sensorpub. The options are read off --help, so they cannot drift.

# "-p port PORT its words": of each option, a tab between the four.
function __sensortop_options
    command $argv[1] --help 2>/dev/null | awk '
        function flush() { if (name != "") print letter "\t" name "\t" argument "\t" text; name = "" }
        /^(  |      )-/ {
            flush()
            line = $0
            letter = match(line, /^  -[A-Za-z], /) ? substr(line, 4, 1) : ""
            sub(/^ *(-[A-Za-z], )?--/, "", line)
            name = line
            sub(/[^a-z0-9-].*/, "", name)
            line = substr(line, length(name) + 1)
            argument = ""
            if (match(line, /^ [^ ]+/)) {
                argument = substr(line, 2, RLENGTH - 1)
                line = substr(line, RLENGTH + 1)
            }
            sub(/^ +/, "", line)
            text = line
            next
        }
        /^ +[^ ]/ && name != "" { line = $0; sub(/^ +/, "", line); text = text (text == "" ? "" : " ") line; next }
        { flush() }
        END { flush() }'
end

# What may follow the option, one a line: the words of "one of a, b, c" in its text.
function __sensortop_words
    string match -rq -- '\(one of (?<words>[^;)]*)' $argv[1]
    and string split ', ' -- $words
end

for program in sensortop sensorpub
    complete -c $program -f -a '(__fish_print_hostnames)'
    __sensortop_options $program | while read -d \t -l letter name argument text
        set -l flags -l $name
        test -n "$letter"; and set -a flags -s $letter
        switch $argument
            case ''
            case '[*'
            case FILE DIR PATH
                set -a flags -r -F
            case '*'
                set -a flags -x
                set -l words (__sensortop_words $text)
                test (count $words) -gt 0; and set -a flags -a "$words"
        end
        complete -c $program $flags -d (string replace -r ' \(.*$' '' -- $text)
    end
end
