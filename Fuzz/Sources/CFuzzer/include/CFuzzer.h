// SPDX-License-Identifier: Apache-2.0

#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// The loop of libFuzzer (FuzzerInterface.h), for a program with a `main` of its own.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*entry)(const uint8_t *bytes, size_t count));

#endif
