/* SPDX-License-Identifier: MIT
 *
 * fault-broker: what no broker does on request, for the real programs. It says
 * "ready" once it listens, and goes on until it is killed.
 *
 *   fault-broker PORT SCRIPT-5 SCRIPT-311   scripts as in fake-broker.h; "-": none, it hangs up
 *   fault-broker PORT silent                does not even take the connection
 */
#include "../unit/fake-broker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *fault_script(const char *argument)
{
    return strcmp(argument, "-") == 0 ? NULL : argument;
}

int main(int argc, char **argv)
{
    struct fake_broker *broker = NULL;
    int fds[2];
    int port = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0;
    int listens = 0;

    if (argc == 3 && strcmp(argv[2], "silent") == 0)
        listens = fake_port_silent_at(port, fds) == port;
    else if (argc == 4)
        broker = fake_broker_start_at(port, fault_script(argv[2]), fault_script(argv[3]));
    if (!broker && !listens)
        return EXIT_FAILURE;
    puts("ready");
    fflush(stdout);
    while (pause() < 0)
        ;
    return EXIT_SUCCESS;
}
