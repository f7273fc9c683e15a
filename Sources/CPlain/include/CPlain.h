// SPDX-License-Identifier: Apache-2.0

// System calls that Swift does not see the same way, or not at all, on Linux and macOS.
#ifndef CPLAIN_H
#define CPLAIN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Exchanges two paths in one step. Returns 0, or the error number: ENOTSUP where kernel or file system cannot.
int verlauf_exchange(const char *first, const char *second);

/// Gives a file or folder a name that nothing has. Returns 0, or the error number: EEXIST, or ENOTSUP where the step is not to be had
/// as one.
int verlauf_rename_new(const char *from, const char *to);

/// Keeps a number with a file as the extended attribute user.verlauf.checksum. Returns 0, or the error number: ENOTSUP where the file
/// system keeps none.
int verlauf_seal(const char *path, uint64_t checksum);

/// Reads that number. Returns 0, or the error number: ENOENT where the file has none, ENOTSUP where the file system keeps none.
int verlauf_read_seal(const char *path, uint64_t *checksum);

/// FNV-1a of 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): tells a changed file, not a forged one. Start with
/// VERLAUF_CHECKSUM_START.
uint64_t verlauf_checksum(const uint8_t *bytes, size_t count, uint64_t start);
#define VERLAUF_CHECKSUM_START 0xcbf29ce484222325ULL

/// Until verlauf_end_writing, an interrupt (SIGINT, SIGTERM, SIGHUP) is noted and does not end the process. Both may be nested.
void verlauf_begin_writing(void);
/// The last one lets a noted interrupt end the process, as it would have.
void verlauf_end_writing(void);
/// The number of a noted interrupt, or 0.
int verlauf_noted_interrupt(void);
/// Sets the handlers that the three above need, and ignores SIGPIPE, so that a closed pipe is an error of write.
void verlauf_watch_signals(void);

/// What became of another program.
typedef struct {
  /// 0, or the error number of what could not be done: ETIMEDOUT where it took too long, EFBIG where it printed too much.
  int error;
  /// Its exit status, or 128 and the number of the signal that ended it.
  int status;
  /// What it printed; free with verlauf_free_run.
  uint8_t *output;
  size_t output_count;
  /// What it printed on standard error, cut at 4,000 bytes.
  char message[4001];
} verlauf_run_result;

/// Runs a program with bytes as its standard input until it ends, at most so many milliseconds, and takes what it prints, at most so many
/// bytes. No file is made. The program is killed where a limit is passed.
verlauf_run_result verlauf_run(const char *path, char *const arguments[], const uint8_t *input, size_t input_count,
                               size_t output_limit, int milliseconds);
void verlauf_free_run(verlauf_run_result *result);

/// Starts a program that reads from an open file and whose output is read from `output`, however much it is; what it says on standard error goes where
/// ours goes. Returns 0 or the error number.
int verlauf_start_filter(const char *path, char *const arguments[], int input, int *output, pid_t *child);
/// Waits for the program, after it was killed where `is_stopped`. Returns its exit status, or 128 and the number of the signal that ended it.
int verlauf_end_filter(pid_t child, int is_stopped);

// SHA-256 of bytes that come in pieces.
typedef struct {
  uint32_t state[8];
  uint64_t count;
  uint8_t block[64];
} verlauf_sha256;

void verlauf_sha256_begin(verlauf_sha256 *hash);
void verlauf_sha256_take(verlauf_sha256 *hash, const uint8_t *bytes, size_t count);
// Writes 32 bytes; nothing can be taken after it.
void verlauf_sha256_end(verlauf_sha256 *hash, uint8_t *digest);

#endif
