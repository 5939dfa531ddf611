#!/bin/sh
# SPDX-License-Identifier: MIT
# Every C file is as .clang-format has it. Versions differ in taste: the tree follows 14.
set -u

cd "${top_srcdir:-.}" || exit 99
for tool in clang-format-14 clang-format; do
    command -v "$tool" >/dev/null && break
    tool=
done
if [ -z "$tool" ]; then
    echo 'SKIP-ALLOWED: clang-format is not installed'
    exit 77
fi
case $("$tool" --version) in
*'version 14.'*) ;;
*)
    echo 'SKIP-ALLOWED: clang-format is not version 14'
    exit 77
    ;;
esac

printf 'int  x;\n' | "$tool" --dry-run -Werror --assume-filename=src/x.c 2>/dev/null && {
    echo "$tool finds nothing wrong with 'int  x;': is .clang-format there?"
    exit 99
}
find src tests -name '*.[ch]' -exec "$tool" --dry-run -Werror {} +
