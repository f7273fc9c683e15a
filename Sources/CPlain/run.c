// SPDX-License-Identifier: Apache-2.0

#ifdef __linux__
#define _GNU_SOURCE
#endif
#include "CPlain.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void close_pair(int pair[2]) {
  for (int end = 0; end < 2; end += 1) {
    if (pair[end] >= 0) close(pair[end]);
    pair[end] = -1;
  }
}

static int prepare(int pair[2]) {
  for (int end = 0; end < 2; end += 1) {
    // Below 3 an end would take the place of a stream that is closed in this process.
    if (pair[end] < 3) {
      int higher = fcntl(pair[end], F_DUPFD, 3);
      if (higher < 0) return errno;
      close(pair[end]);
      pair[end] = higher;
    }
    if (fcntl(pair[end], F_SETFD, FD_CLOEXEC) < 0) return errno;
  }
  return 0;
}

static int start(const char *path, char *const arguments[], int input, int output, int errors, pid_t *child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int error = posix_spawn_file_actions_init(&actions);
  if (error != 0) return error;
  error = posix_spawnattr_init(&attributes);
  if (error != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return error;
  }
  sigset_t usual;
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_adddup2(&actions, errors, 2);
  error = posix_spawn(child, path, &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

// Feeds and drains until the program has closed both its streams. Returns 0 or the error number.
static int exchange_bytes(int streams[3], const uint8_t *input, size_t input_count, size_t output_limit, long long end,
                          verlauf_run_result *result) {
  size_t fed = 0, room = 0, told = 0;
  while (streams[1] >= 0 || streams[2] >= 0) {
    if (streams[0] >= 0 && fed == input_count) {
      close(streams[0]);
      streams[0] = -1;
    }
    struct pollfd waits[3] = {{streams[0], POLLOUT, 0}, {streams[1], POLLIN, 0}, {streams[2], POLLIN, 0}};
    long long left = end - now();
    if (left <= 0) return ETIMEDOUT;
    int ready = poll(waits, 3, (int)(left > 60000 ? 60000 : left));
    if (ready < 0 && errno != EINTR) return errno;
    if (ready <= 0) continue;
    if (waits[0].revents != 0) {
#ifdef MSG_NOSIGNAL
      ssize_t sent = send(streams[0], input + fed, input_count - fed, MSG_NOSIGNAL | MSG_DONTWAIT);
#else
      ssize_t sent = send(streams[0], input + fed, input_count - fed, MSG_DONTWAIT);
#endif
      if (sent >= 0) {
        fed += (size_t)sent;
      } else if (errno != EINTR && errno != EAGAIN) {
        // It reads no more; whether that is an error, its status says.
        fed = input_count;
      }
    }
    if (waits[1].revents != 0) {
      if (result->output_count == room) {
        size_t larger = room == 0 ? 65536 : room * 2;
        uint8_t *bytes = realloc(result->output, larger);
        if (bytes == NULL) return ENOMEM;
        result->output = bytes;
        room = larger;
      }
      ssize_t count = read(streams[1], result->output + result->output_count, room - result->output_count);
      if (count > 0) {
        result->output_count += (size_t)count;
        if (result->output_count > output_limit) return EFBIG;
      } else if (count == 0 || errno != EINTR) {
        if (count < 0) return errno;
        close(streams[1]);
        streams[1] = -1;
      }
    }
    if (waits[2].revents != 0) {
      char bytes[1024];
      ssize_t count = read(streams[2], bytes, sizeof bytes);
      if (count > 0) {
        size_t kept = (size_t)count < sizeof result->message - 1 - told ? (size_t)count : sizeof result->message - 1 - told;
        memcpy(result->message + told, bytes, kept);
        told += kept;
      } else if (count == 0 || errno != EINTR) {
        close(streams[2]);
        streams[2] = -1;
      }
    }
  }
  return 0;
}

verlauf_run_result verlauf_run(const char *path, char *const arguments[], const uint8_t *input, size_t input_count,
                               size_t output_limit, int milliseconds) {
  verlauf_run_result result;
  memset(&result, 0, sizeof result);
  int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
  long long end = now() + milliseconds;
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, in) < 0 || pipe(out) < 0 || pipe(err) < 0) result.error = errno;
  if (result.error == 0) result.error = prepare(in);
  if (result.error == 0) result.error = prepare(out);
  if (result.error == 0) result.error = prepare(err);
#ifdef SO_NOSIGPIPE
  int yes = 1;
  if (result.error == 0) setsockopt(in[0], SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
#endif
  pid_t child = -1;
  if (result.error == 0) result.error = start(path, arguments, in[1], out[1], err[1], &child);
  if (result.error != 0) {
    close_pair(in);
    close_pair(out);
    close_pair(err);
    return result;
  }
  close(in[1]);
  close(out[1]);
  close(err[1]);
  int streams[3] = {in[0], out[0], err[0]};
  result.error = exchange_bytes(streams, input, input_count, output_limit, end, &result);
  for (int index = 0; index < 3; index += 1) {
    if (streams[index] >= 0) close(streams[index]);
  }
  // A program may close its streams and go on: it has the same time for that.
  int status = 0;
  pid_t ended = 0;
  while (result.error == 0) {
    ended = waitpid(child, &status, WNOHANG);
    if (ended != 0 && !(ended < 0 && errno == EINTR)) break;
    if (now() >= end) {
      result.error = ETIMEDOUT;
      break;
    }
    struct timespec pause = {0, 2000000};
    nanosleep(&pause, NULL);
  }
  if (ended != child) {
    kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  }
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

void verlauf_free_run(verlauf_run_result *result) {
  free(result->output);
  result->output = NULL;
  result->output_count = 0;
}

int verlauf_start_filter(const char *path, char *const arguments[], int input, int *output, pid_t *child) {
  int out[2] = {-1, -1};
  if (pipe(out) < 0) return errno;
  int error = prepare(out);
  if (error == 0) error = start(path, arguments, input, out[1], 2, child);
  if (error != 0) {
    close_pair(out);
    return error;
  }
  close(out[1]);
  *output = out[0];
  return 0;
}

int verlauf_end_filter(pid_t child, int is_stopped) {
  int status = 0;
  if (is_stopped) kill(child, SIGKILL);
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
