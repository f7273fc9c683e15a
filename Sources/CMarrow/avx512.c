// SPDX-License-Identifier: Apache-2.0

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq"))), apply_to = function)
#define VARIANT avx512
#include "kernel.h"
#pragma clang attribute pop
#endif
