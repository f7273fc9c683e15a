// SPDX-License-Identifier: Apache-2.0
// Preloaded into a program (LD_PRELOAD, Linux), this keeps beside each file what a loss of power would leave of it: only what was synced.
//
//   VERLAUF_POWER_ROOT   files whose whole path begins with this count
//   VERLAUF_POWER_AT     the process dies before the sync of this number, from 1; 0 for none
//   VERLAUF_POWER_IMAGE  a folder that holds what is on the disk for sure, a file of the same name for each; the caller puts a copy there first
//
// Writes go to the file as always, and wait in memory; a sync of the file writes them into its image, then returns. A process that is killed loses what waits, as a disk
// without power does.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

typedef struct change {
  struct change *next;
  char path[512];
  off_t offset;
  // Bytes that were written; negative: the file was cut at the offset.
  ssize_t count;
  unsigned char bytes[];
} change;

static char root[512];
static char image[512];
static change *first, **last = &first;
static long at = 0;
static atomic_long syncs = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("VERLAUF_POWER_ROOT");
  if (text != NULL) snprintf(root, sizeof root, "%s", text);
  text = getenv("VERLAUF_POWER_IMAGE");
  if (text != NULL) snprintf(image, sizeof image, "%s", text);
  text = getenv("VERLAUF_POWER_AT");
  if (text != NULL) at = atol(text);
}

static int place(int file, char *path) {
  if (root[0] == 0) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t count = readlink(link, path, 511);
  if (count <= 0) return 0;
  path[count] = 0;
  // What is shared by memory between processes is gone without power.
  return strncmp(path, root, strlen(root)) == 0 && (count < 4 || strcmp(path + count - 4, "-shm") != 0);
}

static void note(int file, off_t offset, const void *bytes, ssize_t count) {
  char path[512];
  int error = errno;
  if (place(file, path)) {
    change *own = malloc(sizeof *own + (count > 0 ? (size_t)count : 0));
    if (own == NULL) abort();
    own->next = NULL;
    strcpy(own->path, path);
    own->offset = offset;
    own->count = count;
    if (count > 0) memcpy(own->bytes, bytes, (size_t)count);
    pthread_mutex_lock(&lock);
    *last = own;
    last = &own->next;
    pthread_mutex_unlock(&lock);
  }
  errno = error;
}

static void settle(int file) {
  char path[512], target[1100];
  if (!place(file, path)) return;
  if (atomic_fetch_add(&syncs, 1) + 1 == at) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  const char *name = strrchr(path, '/');
  snprintf(target, sizeof target, "%s/%s", image, name == NULL ? path : name + 1);
  pthread_mutex_lock(&lock);
  int out = (int)syscall(SYS_openat, AT_FDCWD, target, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (out < 0) abort();
  for (change **at = &first; *at != NULL;) {
    change *own = *at;
    if (strcmp(own->path, path) != 0) {
      at = &own->next;
      continue;
    }
    if (own->count < 0) {
      if (syscall(SYS_ftruncate, out, own->offset) != 0) abort();
    } else if (syscall(SYS_pwrite64, out, own->bytes, (size_t)own->count, own->offset) != own->count) {
      abort();
    }
    *at = own->next;
    free(own);
  }
  last = &first;
  while (*last != NULL) last = &(*last)->next;
  syscall(SYS_close, out);
  pthread_mutex_unlock(&lock);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  ssize_t done = syscall(SYS_pwrite64, file, bytes, count, offset);
  if (done > 0) note(file, offset, bytes, done);
  return done;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) { return pwrite64(file, bytes, count, offset); }

ssize_t write(int file, const void *bytes, size_t count) {
  char path[512];
  off_t offset = place(file, path) ? lseek(file, 0, SEEK_CUR) : -1;
  ssize_t done = syscall(SYS_write, file, bytes, count);
  if (done > 0 && offset >= 0) note(file, offset, bytes, done);
  return done;
}

int ftruncate64(int file, off64_t length) {
  int result = (int)syscall(SYS_ftruncate, file, length);
  if (result == 0) note(file, length, NULL, -1);
  return result;
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

int fsync(int file) {
  settle(file);
  return 0;
}

int fdatasync(int file) {
  settle(file);
  return 0;
}
