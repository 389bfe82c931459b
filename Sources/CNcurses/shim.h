// What Swift cannot import from <curses.h> and <signal.h>, as static inline functions: the globals, the
// attribute macros, variadic functions, and the signal handlers that put a terminal back.
//
// The handlers run at any moment, so they call async-signal-safe functions only. What they need is
// computed beforehand and kept in `cn_rescue()`. That is static: one Swift file of one target may
// use the cn_rescue functions, or there would be two states.
#ifndef JACOBISCOPE_CNCURSES_H
#define JACOBISCOPE_CNCURSES_H
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// ncurses

// From <term.h>, which defines macros called `columns` and `lines`.
extern int setupterm(const char *name, int fd, int *error);

static inline WINDOW *cn_screen(void) { return stdscr; }
static inline int cn_colors(void) { return COLORS; }
static inline FILE *cn_standard_output(void) { return stdout; }
static inline int cn_key_f(int number) { return KEY_F(number); }

/// Columns and rows of a terminal; 0 where the terminal does not say.
static inline int cn_window_size(int fd, int *columns, int *rows) {
  struct winsize size = {0};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return 0;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return size.ws_col > 0 && size.ws_row > 0;
}

/// Bytes that wait to be read.
static inline int cn_waiting_bytes(int fd) {
  int count = 0;
  return ioctl(fd, FIONREAD, &count) == 0 ? count : 0;
}

/// Keeps Ctrl-Z waiting, or lets it come.
///
/// ncurses ignores SIGTSTP while it draws; one that waits is not lost.
static inline void cn_hold_stop(int holds) {
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  sigprocmask(holds ? SIG_BLOCK : SIG_UNBLOCK, &only, NULL);
}

/// A pipe that never waits and that no child inherits; 0 where there is none to be had.
static inline int cn_pipe(int *reading, int *writing) {
  int ends[2];
  if (pipe(ends) != 0) return 0;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  }
  *reading = ends[0];
  *writing = ends[1];
  return 1;
}

/// A string of terminfo; null where the terminal lacks it.
static inline const char *cn_terminal_string(const char *name) {
  const char *value = tigetstr((char *)name);
  return value == (const char *)-1 ? NULL : value;
}

/// The string that moves the cursor; null where the terminal lacks it.
static inline const char *cn_cursor_position(int row, int column) {
  const char *format = cn_terminal_string("cup");
  return format ? tiparm(format, row, column) : NULL;
}

enum { cn_bold = 1, cn_underline = 2, cn_reverse = 4 };

/// Fills one cell: a mark, two combining marks (or 0), cn_bold and its kin, and a colour pair.
static inline void cn_set_cell(
    cchar_t *cell, unsigned mark, unsigned first, unsigned second, int look, int pair) {
  const wchar_t marks[4] = {(wchar_t)mark, (wchar_t)first, (wchar_t)second, 0};
  attr_t attributes = (look & cn_bold ? A_BOLD : 0) | (look & cn_underline ? A_UNDERLINE : 0)
      | (look & cn_reverse ? A_REVERSE : 0);
  setcchar(cell, marks, attributes, (short)pair, NULL);
}

// Putting the terminal back from a signal handler

enum { cn_rescue_capacity = 1024, cn_rescue_stack = 65536 };

struct cn_rescue_state {
  char bytes[cn_rescue_capacity];
  int length;
  int tty;
  int pipe;
  struct termios modes;
  volatile sig_atomic_t armed;
  volatile sig_atomic_t pending;
  volatile long long interrupted;
  char paste_on[16];
  char paste_off[16];
  int paste_fd;
  void (*stop)(int);
  char stack[cn_rescue_stack];
};

/// The one state; static in a function, because Swift leaves out static variables of a header.
static inline struct cn_rescue_state *cn_rescue(void) {
  static struct cn_rescue_state state;
  return &state;
}

/// Writes all bytes, or gives up after about a fifth of a second.
static inline void cn_write_bounded(int fd, const char *bytes, int length) {
  for (int tries = 0; length > 0 && tries < 20; tries++) {
    struct pollfd ready = {fd, POLLOUT, 0};
    if (poll(&ready, 1, 10) <= 0) continue;
    if (!(ready.revents & POLLOUT)) return;
    ssize_t count = write(fd, bytes, (size_t)length);
    if (count < 0 && errno != EINTR && errno != EAGAIN) return;
    if (count > 0) bytes += count, length -= (int)count;
  }
}

/// Whether the terminal belongs to another job now, whose modes are not ours to change.
static inline int cn_is_in_background(void) {
  pid_t owner = tcgetpgrp(cn_rescue()->tty);
  return owner > 0 && owner != getpgrp();
}

static inline void cn_put_back(void) {
  if (!cn_rescue()->armed || cn_is_in_background()) return;
  cn_write_bounded(cn_rescue()->tty, cn_rescue()->bytes, cn_rescue()->length);
  tcsetattr(cn_rescue()->tty, TCSANOW, &cn_rescue()->modes);
}

/// Dies by a signal, whatever was done with it before.
static inline void cn_die(int number) {
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  signal(number, SIG_DFL);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
  _exit(128 + number);
}

static inline void cn_on_fatal(int number) {
  char line[] = "jacobiscope: internal error (signal ??); terminal restored\n";
  char *digits = strchr(line, '?');
  if (number < 10) memmove(digits, digits + 1, strlen(digits));
  if (number >= 10) *digits++ = (char)('0' + number / 10);
  *digits = (char)('0' + number % 10);
  cn_put_back();
  cn_write_bounded(STDERR_FILENO, line, (int)strlen(line));
  cn_die(number);
}

static inline void cn_tell(int number) {
  int saved = errno;
  char byte = (char)number;
  ssize_t count = write(cn_rescue()->pipe, &byte, 1);
  (void)count;  // The pipe is full: the loop has enough to read.
  errno = saved;
}

/// Whether this is the second SIGINT within a second, be the first dealt with or not.
static inline int cn_is_second_interrupt(int number) {
  struct timespec now = {0, 0};
  clock_gettime(CLOCK_MONOTONIC, &now);
  long long moment = now.tv_sec * 1000LL + now.tv_nsec / 1000000;
  long long before = cn_rescue()->interrupted;
  if (number == SIGINT) cn_rescue()->interrupted = moment;
  return number == SIGINT && before && moment - before < 1000;
}

/// For signals that end the program: tells the loop, which has two seconds; a second one does not wait.
///
/// SIGINT may be there to cancel something, so that a loop that is slow to hear it may go on being slow.
static inline void cn_on_end(int number) {
  if (cn_rescue()->pending || cn_is_second_interrupt(number) || cn_is_in_background()) {
    cn_put_back();
    cn_die(number);
  }
  cn_rescue()->pending = number;
  if (number != SIGINT) alarm(2);
  cn_tell(number);
}

static inline void cn_on_alarm(int number) {
  (void)number;
  if (!cn_rescue()->pending) return;
  cn_put_back();
  cn_die(cn_rescue()->pending);
}

static inline void cn_handle(int number, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags | SA_ONSTACK;
  sigaction(number, &action, NULL);
}

static inline int cn_is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// Installs the handlers. `tty` is put into `modes` and `bytes` are written to it when the program
/// dies; the numbers of the signals that it survives are written to `pipe`.
static inline int cn_rescue_arm(
    int tty, int pipe, const struct termios *modes, const char *bytes, int length) {
  if (length > cn_rescue_capacity) return 0;
  memcpy(cn_rescue()->bytes, bytes, (size_t)length);
  cn_rescue()->length = length;
  cn_rescue()->tty = tty;
  cn_rescue()->pipe = pipe;
  cn_rescue()->modes = *modes;
  cn_rescue()->pending = 0;
  cn_rescue()->interrupted = 0;
  cn_rescue()->armed = 1;
  stack_t stack = {cn_rescue()->stack, 0, cn_rescue_stack};
  sigaltstack(&stack, NULL);
  const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS};
  for (unsigned i = 0; i < sizeof fatal / sizeof *fatal; i++)
    cn_handle(fatal[i], cn_on_fatal, SA_RESETHAND | SA_NODEFER);
  const int end[] = {SIGINT, SIGTERM, SIGQUIT, SIGHUP};
  for (unsigned i = 0; i < sizeof end / sizeof *end; i++)
    if (end[i] != SIGHUP || !cn_is_ignored(SIGHUP)) cn_handle(end[i], cn_on_end, SA_RESTART);
  cn_handle(SIGALRM, cn_on_alarm, SA_RESTART);
  cn_handle(SIGWINCH, cn_tell, SA_RESTART);
  cn_handle(SIGCONT, cn_tell, SA_RESTART);
  return 1;
}

/// Asks the terminal to mark pasted text; nothing before `cn_paste_arm`.
static inline void cn_paste_begin(void) {
  if (cn_rescue()->paste_on[0] && !cn_is_in_background())
    cn_write_bounded(
        cn_rescue()->paste_fd, cn_rescue()->paste_on, (int)strlen(cn_rescue()->paste_on));
}

static inline void cn_paste_end(void) {
  if (cn_rescue()->paste_on[0] && !cn_is_in_background())
    cn_write_bounded(
        cn_rescue()->paste_fd, cn_rescue()->paste_off, (int)strlen(cn_rescue()->paste_off));
}

/// Ctrl-Z: the shell gets pasted text as it is used to. ncurses stops the program, and goes on later.
static inline void cn_on_stop(int number) {
  int saved = errno;
  cn_paste_end();
  cn_rescue()->stop(number);
  cn_paste_begin();
  errno = saved;
}

/// Begins to ask for marks around pasted text, and puts a handler around that of ncurses for Ctrl-Z.
static inline void cn_paste_arm(int fd, const char *on, const char *off) {
  if (strlen(on) >= sizeof cn_rescue()->paste_on || strlen(off) >= sizeof cn_rescue()->paste_off) return;
  strcpy(cn_rescue()->paste_off, off);
  strcpy(cn_rescue()->paste_on, on);
  cn_rescue()->paste_fd = fd;
  struct sigaction action;
  if (sigaction(SIGTSTP, NULL, &action) == 0 && !(action.sa_flags & SA_SIGINFO)
      && action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN) {
    cn_rescue()->stop = action.sa_handler;
    action.sa_handler = cn_on_stop;
    sigaction(SIGTSTP, &action, NULL);
  }
  cn_paste_begin();
}

/// Ends it, as before the screen is left.
static inline void cn_paste_disarm(void) {
  cn_paste_end();
  cn_rescue()->paste_on[0] = 0;
}

/// The loop has seen the signal that was to end the program.
static inline void cn_rescue_served(void) {
  cn_rescue()->pending = 0;
  alarm(0);
}

/// Gives every signal its default again, as after the last change of the terminal.
static inline void cn_rescue_disarm(void) {
  const int all[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE,  SIGABRT, SIGSYS,  SIGINT,
                     SIGTERM, SIGQUIT, SIGALRM, SIGWINCH, SIGCONT};
  alarm(0);
  for (unsigned i = 0; i < sizeof all / sizeof *all; i++) signal(all[i], SIG_DFL);
  if (!cn_is_ignored(SIGHUP)) signal(SIGHUP, SIG_DFL);
  cn_rescue()->armed = 0;
}
#endif
