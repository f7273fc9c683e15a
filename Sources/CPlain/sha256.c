// SPDX-License-Identifier: Apache-2.0
// SHA-256 as FIPS 180-4 (2015), sections 4.1.2, 4.2.2, 5.3.3 and 6.2, has it. In C, so that a debug build hashes as quickly.

#include "CPlain.h"

#include <string.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turned(uint32_t word, int count) { return (word >> count) | (word << (32 - count)); }

static void take_block(verlauf_sha256 *hash, const uint8_t *block) {
  uint32_t words[64];
  for (int index = 0; index < 16; index += 1) {
    words[index] = (uint32_t)block[4 * index] << 24 | (uint32_t)block[4 * index + 1] << 16 | (uint32_t)block[4 * index + 2] << 8 |
                   (uint32_t)block[4 * index + 3];
  }
  for (int index = 16; index < 64; index += 1) {
    uint32_t early = words[index - 15], late = words[index - 2];
    words[index] = words[index - 16] + (turned(early, 7) ^ turned(early, 18) ^ (early >> 3)) + words[index - 7] +
                   (turned(late, 17) ^ turned(late, 19) ^ (late >> 10));
  }
  uint32_t s[8];
  memcpy(s, hash->state, sizeof s);
  for (int index = 0; index < 64; index += 1) {
    uint32_t one = s[7] + (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants[index] +
                   words[index];
    uint32_t two = (turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += one;
    s[0] = one + two;
  }
  for (int index = 0; index < 8; index += 1) hash->state[index] += s[index];
}

void verlauf_sha256_begin(verlauf_sha256 *hash) {
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memcpy(hash->state, start, sizeof start);
  hash->count = 0;
}

void verlauf_sha256_take(verlauf_sha256 *hash, const uint8_t *bytes, size_t count) {
  size_t used = (size_t)(hash->count % 64);
  hash->count += count;
  while (count > 0) {
    if (used == 0 && count >= 64) {
      take_block(hash, bytes);
      bytes += 64;
      count -= 64;
      continue;
    }
    size_t part = 64 - used < count ? 64 - used : count;
    memcpy(hash->block + used, bytes, part);
    used += part;
    bytes += part;
    count -= part;
    if (used == 64) {
      take_block(hash, hash->block);
      used = 0;
    }
  }
}

void verlauf_sha256_end(verlauf_sha256 *hash, uint8_t *digest) {
  uint64_t bits = hash->count * 8;
  uint8_t tail[72] = {0x80};
  size_t used = (size_t)(hash->count % 64);
  size_t zeros = used < 56 ? 56 - used : 120 - used;
  for (int index = 0; index < 8; index += 1) tail[zeros + (size_t)index] = (uint8_t)(bits >> (56 - 8 * index));
  verlauf_sha256_take(hash, tail, zeros + 8);
  for (int index = 0; index < 32; index += 1) digest[index] = (uint8_t)(hash->state[index / 4] >> (24 - 8 * (index % 4)));
}
