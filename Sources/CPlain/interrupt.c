// SPDX-License-Identifier: Apache-2.0

#include "CPlain.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

// Written by the handler and by any thread that writes files; atomic integers without a lock are safe in a handler (C11, 7.14.1.1).
static atomic_int writing = 0;
static atomic_int noted = 0;

static void end_by(int number) {
  struct sigaction usual;
  memset(&usual, 0, sizeof usual);
  usual.sa_handler = SIG_DFL;
  sigaction(number, &usual, NULL);
  // The threads of task queues block signals; without this the process would go on.
  sigset_t own;
  sigemptyset(&own);
  sigaddset(&own, number);
  pthread_sigmask(SIG_UNBLOCK, &own, NULL);
  raise(number);
}

static void handle(int number) {
  if (writing > 0) {
    noted = number;
  } else {
    end_by(number);
  }
}

void verlauf_watch_signals(void) {
  const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  for (int index = 0; index < 3; index += 1) {
    struct sigaction now;
    // Who starts a program with an interrupt ignored (nohup) means it.
    if (sigaction(numbers[index], NULL, &now) == 0 && now.sa_handler == SIG_IGN) continue;
    memset(&now, 0, sizeof now);
    now.sa_handler = handle;
    now.sa_flags = SA_RESTART;
    sigaction(numbers[index], &now, NULL);
  }
  signal(SIGPIPE, SIG_IGN);
}

void verlauf_begin_writing(void) { writing += 1; }

void verlauf_end_writing(void) {
  if (atomic_fetch_sub(&writing, 1) == 1 && noted != 0) end_by(noted);
}

int verlauf_noted_interrupt(void) { return noted; }
