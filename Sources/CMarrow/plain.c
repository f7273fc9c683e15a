// SPDX-License-Identifier: Apache-2.0

// What every machine runs.

#define VARIANT plain
#include "kernel.h"
