/* SPDX-License-Identifier: MIT
 *
 * socks SCRIPT TARGET-PORT: a SOCKS5 proxy for the scripts in tests/e2e: see
 * fake-socks.h. Says its port, and ends with its input.
 */
#include "unit/fake-socks.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    char asked[1024];
    struct fake_socks *socks =
        argc == 3 ? fake_socks_start(argv[1], (int)strtol(argv[2], NULL, 10)) : NULL;

    if (!socks)
        return 2;
    printf("%d\n", fake_socks_port(socks));
    fflush(stdout);
    while (getchar() != EOF)
        ;
    fake_socks_stop(socks, asked, sizeof asked);
    return 0;
}
