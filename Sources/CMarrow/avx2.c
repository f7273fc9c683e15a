// SPDX-License-Identifier: Apache-2.0

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define VARIANT avx2
#include "kernel.h"
#pragma clang attribute pop
#endif
