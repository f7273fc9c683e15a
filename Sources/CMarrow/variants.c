// SPDX-License-Identifier: Apache-2.0

#include "include/cmarrow.h"

extern const marrow_variant marrow_variant_plain;
#if defined(__x86_64__)
extern const marrow_variant marrow_variant_avx2, marrow_variant_avx512;
#endif

int marrow_variants(const marrow_variant **found, int most) {
  int count = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (count < most && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
    found[count++] = &marrow_variant_avx512;
  if (count < most && __builtin_cpu_supports("avx2")) found[count++] = &marrow_variant_avx2;
#endif
  if (count < most) found[count++] = &marrow_variant_plain;
  return count;
}
