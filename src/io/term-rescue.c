/* SPDX-License-Identifier: MIT */
#include "io/term-rescue.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { TERM_RESCUE_STACK_BYTES = 64 * 1024 };

static struct {
    volatile sig_atomic_t is_armed;
    struct termios found;
    char bytes[TERM_RESCUE_BYTES];
    size_t len;
    /* A stack of its own: the crash may be an overflow of the other one. */
    char stack[TERM_RESCUE_STACK_BYTES];
} term_rescue_state;

static const int term_rescue_signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT };
enum { TERM_RESCUE_SIGNALS = sizeof term_rescue_signals / sizeof term_rescue_signals[0] };

bool term_rescue_init(struct termios *found)
{
    if (tcgetattr(STDIN_FILENO, found) != 0)
        return false;
    term_rescue_state.found = *found;
    return true;
}

void term_rescue_restore_modes(void)
{
    tcsetattr(STDIN_FILENO, TCSANOW, &term_rescue_state.found);
}

void term_rescue(void)
{
    size_t done = 0;

    if (!term_rescue_state.is_armed)
        return;
    term_rescue_state.is_armed = 0;
    while (done < term_rescue_state.len) {
        ssize_t n =
            write(STDOUT_FILENO, term_rescue_state.bytes + done, term_rescue_state.len - done);
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    term_rescue_restore_modes();
}

static void term_rescue_crash(int signo)
{
    term_rescue();
    raise(signo); /* SA_RESETHAND: the default action now */
}

void term_rescue_arm(const char *bytes, size_t len)
{
    stack_t stack = { .ss_sp = term_rescue_state.stack, .ss_size = sizeof term_rescue_state.stack };
    struct sigaction action = { .sa_handler = term_rescue_crash,
                                .sa_flags = (int)SA_RESETHAND | SA_NODEFER | SA_ONSTACK };

    term_rescue_state.is_armed = 0;
    term_rescue_state.len = len < TERM_RESCUE_BYTES ? len : TERM_RESCUE_BYTES;
    memcpy(term_rescue_state.bytes, bytes, term_rescue_state.len);
    term_rescue_state.is_armed = 1;
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < TERM_RESCUE_SIGNALS; i++)
        sigaction(term_rescue_signals[i], &action, NULL);
}

void term_rescue_disarm(void)
{
    stack_t none = { .ss_flags = SS_DISABLE };

    for (size_t i = 0; i < TERM_RESCUE_SIGNALS; i++)
        signal(term_rescue_signals[i], SIG_DFL);
    sigaltstack(&none, NULL);
    term_rescue_state.is_armed = 0;
    term_rescue_restore_modes();
}
