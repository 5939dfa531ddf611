#!/bin/bash
# SPDX-License-Identifier: MIT
# What quickstart decides to install and do, with programs in its PATH that only tell what they were
# asked for. Nothing is installed or built here.
set -u

top_srcdir=$(cd "${top_srcdir:-.}" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM
status=0

# stub NAME [SHELL-CODE]: tells its name and arguments.
stub() {
    local name=$1

    printf '#!/bin/sh\n%s\n' "${2-echo \"$name \$*\" >>\"$work/told\"}" >"$work/bin/$name"
    chmod +x "$work/bin/$name"
}

# A machine that lacks nothing, and a tree of which only the build files are there.
prepare() {
    local tool

    rm -rf "${work:?}"/*
    mkdir -p "$work/bin" "$work/tree"
    cp "$top_srcdir/quickstart" "$work/tree/"
    touch "$work/tree/configure.ac" "$work/tree/Makefile.am"
    for tool in cat dirname find mkdir touch chmod; do
        ln -s "$(command -v $tool)" "$work/bin/$tool"
    done
    for tool in autoconf automake tmux zsh fish mosquitto mosquitto_pub mandoc openssl curl python3 clang clang-format cppcheck valgrind; do
        stub $tool
    done
    stub cc 'cat >/dev/null'
    stub pkg-config 'exit 0'
    stub nproc 'echo 3'
    stub python3 'exit 0'
    stub id 'echo 0'
    stub apt-get
    # The script that runs as root is an argument: the packages are what comes after it.
    stub sh "shift 3; echo \"root: \$*\" >>\"$work/told\""
    stub sudo "shift 4; echo \"sudo: \$*\" >>\"$work/told\""
    stub make "echo \"make \$*\" >>\"$work/told\"; $make_does"
    stub autoreconf "echo autoreconf >>'$work/told'
printf '#!/bin/sh\necho configure >>\"$work/told\"; touch Makefile\n' >configure; chmod +x configure"
}

# expect NAME STATUS ARGUMENTS TOLD SENTENCE: what the stubs were told, in this order, and a piece of
# what quickstart says.
expect() {
    local name=$1 want_status=$2 arguments=$3 told=$4 sentence=$5 said got

    # shellcheck disable=SC2086 # words
    said=$(PATH="$work/bin" /bin/sh "$work/tree/quickstart" $arguments 2>&1 </dev/null)
    got=$?
    [ "$got" = "$want_status" ] || { echo "$name: exit status $got, expected $want_status"; status=1; }
    [ "$(cat "$work/told" 2>/dev/null)" = "$told" ] || {
        printf '%s: told\n%s\nexpected\n%s\n' "$name" "$(cat "$work/told")" "$told"
        status=1
    }
    [[ $said == *"$sentence"* ]] || { printf '%s: says\n%s\n' "$name" "$said"; status=1; }
    [ -z "$(find "$work/tree" -name '*.o')" ] || status=1
}

make_does='printf "#!/bin/sh\necho sensortop \$* >>TOLD\n" >sensortop; chmod +x sensortop'
make_does=${make_does/TOLD/$work/told}
built='autoreconf
configure
make -s -j3'

prepare
expect 'all is there' 0 '' "$built
sensortop --demo" 'quickstart: all packages that are needed are installed'
rm "$work/told"
expect 'once more: only what changed is built' 0 '' 'make -s -j3
sensortop --demo' 'quickstart: building in ./build'

prepare
expect 'tests' 0 check "$built
make -s -j3 check TESTS=
make -s -j12 check VERBOSE=1" 'quickstart: all tests passed'

prepare
rm "$work/bin/mosquitto" "$work/bin/automake"
elsewhere=$(PATH=/usr/local/sbin:/usr/sbin:/sbin command -v mosquitto)
if [ -z "$elsewhere" ]; then
    expect 'something is missing' 0 '' "root: automake mosquitto
$built
sensortop --demo" 'neither'
else
    expect 'mosquitto where only root looks for it' 0 '' "root: automake
$built
sensortop --demo" 'quickstart: installing: automake'
fi

prepare
stub pkg-config 'case $* in *libmosquitto*|*cmocka*) exit 1 ;; esac'
rm "$work/bin/tmux"
expect 'the demonstration needs no test tools' 0 '' "root: libmosquitto-dev
$built
sensortop --demo" 'quickstart: installing: libmosquitto-dev'
prepare
stub pkg-config 'case $* in *libmosquitto*|*cmocka*) exit 1 ;; esac'
rm "$work/bin/tmux"
expect 'the tests do' 0 check "root: libmosquitto-dev libcmocka-dev tmux
$built
make -s -j3 check TESTS=
make -s -j12 check VERBOSE=1" 'quickstart: installing: libmosquitto-dev libcmocka-dev tmux'

prepare
rm "$work/bin/clang"
expect 'tools, and nothing else' 0 tools 'root: clang' 'quickstart: installing: clang'

prepare
stub cc 'exit 1'
expect 'a compiler without a C library' 0 '' "root: libc6-dev
$built
sensortop --demo" 'quickstart: installing: libc6-dev'

prepare
stub id 'echo 1000'
rm "$work/bin/automake"
expect 'not root' 0 '' "sudo: automake
$built
sensortop --demo" 'asking sudo'

prepare
stub id 'echo 1000'
rm "$work/bin/automake" "$work/bin/sudo"
expect 'neither root nor sudo' 1 '' '' \
    'quickstart: you are not root and there is no sudo; as root: apt-get install automake'

prepare
rm "$work/bin/automake" "$work/bin/apt-get"
expect 'no apt' 1 '' '' \
    'quickstart: there is no apt-get here; install what your system has for these packages: automake'

prepare
rm "$work/bin/automake"
stub sh 'exit 1'
expect 'apt fails' 1 '' '' 'quickstart: could not install: automake'

prepare
stub make 'exit 2'
expect 'the build fails' 1 '' 'autoreconf
configure' 'quickstart: the build failed, see above'

prepare
stub make "echo \"make \$*\" >>\"$work/told\"; case \$* in *VERBOSE*) exit 2 ;; esac"
expect 'a test fails' 1 check "$built
make -s -j3 check TESTS=
make -s -j12 check VERBOSE=1" 'quickstart: tests failed'

prepare
touch "$work/tree/config.status"
expect 'configured inside the tree' 1 '' '' \
    "quickstart: this directory is configured for a build inside it; run 'make distclean' first"

prepare
expect 'a word it does not know' 2 chekc '' 'Usage: ./quickstart [check|tools]'
expect 'help' 0 --help '' 'Usage: ./quickstart [check|tools]'
exit $status
