// SPDX-License-Identifier: Apache-2.0

// The body of a variant, included once by each under its own name and instruction set.

#include <float.h>
#include <math.h>
#include <string.h>

#include "include/cmarrow.h"

#pragma STDC FP_CONTRACT OFF
#pragma clang diagnostic ignored "-Wpsabi"

#define JOINED_(a, b) a##b
#define JOINED(a, b) JOINED_(a, b)
#define NAMED(name) JOINED(name##_, VARIANT)
#define INLINE static inline __attribute__((always_inline))

typedef double v8 __attribute__((vector_size(64)));
typedef double v8u __attribute__((vector_size(64), aligned(8)));
typedef long long i8 __attribute__((vector_size(64)));

INLINE v8 load(const double *x) { return *(const v8u *)x; }
INLINE void store(double *x, v8 value) { *(v8u *)x = value; }
INLINE v8 all(double x) { return (v8){x, x, x, x, x, x, x, x}; }
INLINE v8 chosen(i8 mask, v8 yes, v8 no) { return (v8)((mask & (i8)yes) | (~mask & (i8)no)); }

// e^x by reduction to |r| <= ln 2 / 2 (Cody and Waite 1980) and a Taylor polynomial of degree 13, whose rest is below 5e-18. Beyond ±708 it is what it is there; of what is no finite number it is none.
INLINE v8 exponential(v8 x) {
  const v8 magic = all(0x1.8p52);
  v8 bounded = __builtin_elementwise_min(__builtin_elementwise_max(x, all(-708.0)), all(708.0));
  v8 shifted = bounded * all(0x1.71547652b82fep0) + magic;
  v8 count = shifted - magic;
  v8 r = bounded - count * all(0x1.62e42fee00000p-1);
  r = r - count * all(0x1.a39ef35793c76p-33);
  // By pairs, so that few operations wait for each other.
  v8 r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
  v8 p0 = all(1.0) + r, p1 = all(0.5) + r * all(1.0 / 6.0);
  v8 p2 = all(1.0 / 24.0) + r * all(1.0 / 120.0), p3 = all(1.0 / 720.0) + r * all(1.0 / 5040.0);
  v8 p4 = all(1.0 / 40320.0) + r * all(1.0 / 362880.0), p5 = all(1.0 / 3628800.0) + r * all(1.0 / 39916800.0);
  v8 p6 = all(1.0 / 479001600.0) + r * all(1.0 / 6227020800.0);
  v8 p = ((p0 + r2 * p1) + r4 * (p2 + r2 * p3)) + r8 * ((p4 + r2 * p5) + r4 * p6);
  i8 power = ((i8)shifted << 52) + (i8)all(1.0);
  return p * (v8)power + all(0.0) * x;
}

// ln x by its exponent and 2 artanh((m - 1)/(m + 1)) with |s| <= 0.1716, 11 terms, whose rest is below 1e-18; not a number outside the normal numbers above 0.
INLINE v8 logarithm(v8 x) {
  const i8 whole = (i8){1, 1, 1, 1, 1, 1, 1, 1};
  // From 1/sqrt 2 on, so that m lies between 1/sqrt 2 and sqrt 2.
  i8 bits = (i8)x + whole * (0x3ff0000000000000 - 0x3fe6a09e667f3bcd);
  v8 e = (v8)(((bits >> 52) & (whole * 0x7ff)) | (whole * 0x4330000000000000)) - all(0x1p52) - all(1023.0);
  v8 m = (v8)((bits & (whole * 0xfffffffffffff)) + whole * 0x3fe6a09e667f3bcd);
  v8 s = (m - all(1.0)) / (m + all(1.0));
  v8 q = s * s;
  v8 q2 = q * q, q4 = q2 * q2, q8 = q4 * q4;
  v8 p0 = all(1.0 / 3.0) + q * all(1.0 / 5.0), p1 = all(1.0 / 7.0) + q * all(1.0 / 9.0);
  v8 p2 = all(1.0 / 11.0) + q * all(1.0 / 13.0), p3 = all(1.0 / 15.0) + q * all(1.0 / 17.0);
  v8 p4 = all(1.0 / 19.0) + q * all(1.0 / 21.0);
  v8 p = ((p0 + q2 * p1) + q4 * (p2 + q2 * p3)) + q8 * p4;
  v8 rest = all(2.0) * s * q * p + e * all(0x1.a39ef35793c76p-33);
  v8 value = e * all(0x1.62e42fee00000p-1) + (all(2.0) * s + rest);
  i8 valid = (x >= all(DBL_MIN)) & (x <= all(DBL_MAX));
  return chosen(valid, value, all(NAN));
}

INLINE v8 amount(const marrow_drug *drug, double hours) {
  v8 sum = load(drug->steady);
  for (int mode = 0; mode < drug->modes; mode++) {
    if (hours > drug->until[mode]) continue;
    sum += load(drug->fading[mode]) * exponential(all(-hours) * load(drug->rates[mode]));
  }
  return sum;
}

INLINE void slopes_of(const marrow_field *field, double time, const double *y, double *dy) {
  double hours = time - field->origin;
  v8 drug = amount(&field->first, hours);
  v8 transit = load(field->transit);
  v8 p = load(y), t1 = load(y + 8), t2 = load(y + 16), t3 = load(y + 24), n = load(y + 32);
  v8 back = exponential(load(field->feedback) * (load(field->log_baseline) - logarithm(n)));
  if (field->equations == MARROW_GROWTH_FACTOR) {
    v8 g = load(y + 40);
    v8 level = load(field->b) * g;
    v8 share = level / (load(field->g) + level);
    v8 grow = load(field->e) * share + all(1.0);
    v8 mature = load(field->f) * share + all(1.0);
    v8 kept = all(1.0) - load(field->effect) * drug;
    v8 flux = transit * mature;
    store(dy, transit * p * (kept * back * grow - mature));
    store(dy + 8, flux * (p - t1));
    store(dy + 16, flux * (t1 - t2));
    store(dy + 24, flux * (t2 - t3));
    store(dy + 32, flux * t3 - transit * n);
    v8 coming = load(field->second_effect) * amount(&field->second, hours);
    store(dy + 40, coming - load(field->a) * n * g - load(field->c) * level / (load(field->d) + level));
    return;
  }
  v8 kill = load(field->effect) * drug;
  if (field->second.modes > 0) kill += load(field->second_effect) * amount(&field->second, hours);
  store(dy, transit * p * ((all(1.0) - kill) * back - all(1.0)));
  store(dy + 8, transit * (p - t1));
  store(dy + 16, transit * (t1 - t2));
  store(dy + 24, transit * (t2 - t3));
  store(dy + 32, transit * (t3 - n));
}

// into = from + width * sum of a row's terms. `states` is a constant where this is used, so that the sums stay in registers.
INLINE void combined(
    const marrow_method *method, long row, double width, const double *from, const double *stages, double *into,
    const int states) {
  v8 sums[MARROW_MOST_STATES];
  for (int index = 0; index < states; index++) sums[index] = load(from + index * 8);
  for (long place = method->bounds[row]; place < method->bounds[row + 1]; place++) {
    const v8 factor = all(width * method->terms[place].factor);
    const double *own = stages + method->terms[place].stage * states * 8;
    for (int index = 0; index < states; index++) sums[index] += factor * load(own + index * 8);
  }
  for (int index = 0; index < states; index++) store(into + index * 8, sums[index]);
}

// The sums of a row's terms.
INLINE void summed(const marrow_method *method, long row, const double *stages, v8 *sums, const int states) {
  for (int index = 0; index < states; index++) sums[index] = all(0.0);
  for (long place = method->bounds[row]; place < method->bounds[row + 1]; place++) {
    const v8 factor = all(method->terms[place].factor);
    const double *own = stages + method->terms[place].stage * states * 8;
    for (int index = 0; index < states; index++) sums[index] += factor * load(own + index * 8);
  }
}

INLINE v8 row(const marrow_method *method, long row, const double *stages, int index, int states) {
  v8 sum = all(0.0);
  for (long place = method->bounds[row]; place < method->bounds[row + 1]; place++) {
    const marrow_term *term = &method->terms[place];
    sum += all(term->factor) * load(stages + (term->stage * states + index) * 8);
  }
  return sum;
}

INLINE double attempted(
    const marrow_field *field, const marrow_method *method, double time, double width, const double *state,
    double *next, double *stages, const int states) {
  for (long stage = 1; stage <= method->stages; stage++) {
    combined(method, stage, width, state, stages, next, states);
    slopes_of(field, time + method->nodes[stage] * width, next, stages + stage * states * 8);
  }
  v8 fifths = all(0.0), thirds = all(0.0), fifth[MARROW_MOST_STATES], third[MARROW_MOST_STATES];
  summed(method, method->all_stages, stages, fifth, states);
  summed(method, method->all_stages + 1, stages, third, states);
  for (int index = 0; index < states; index++) {
    v8 old = load(state + index * 8), new = load(next + index * 8);
    old = chosen(old < all(0.0), -old, old);
    new = chosen(new < all(0.0), -new, new);
    v8 scale = all(method->absolute) + all(method->relative) * chosen(old > new, old, new);
    v8 own = fifth[index] / scale, other = third[index] / scale;
    fifths += own * own;
    thirds += other * other;
  }
  double worst = 0;
  for (int lane = 0; lane < 8; lane++) {
    double five = fifths[lane], three = thirds[lane];
    if (five == 0 && three == 0) continue;
    double error = width * five / sqrt((five + 0.01 * three) * (double)states);
    if (!(error <= DBL_MAX)) return INFINITY;
    if (error > worst) worst = error;
  }
  return worst;
}

INLINE void extended(
    const marrow_field *field, const marrow_method *method, double time, double width, const double *before,
    double *scratch, double *stages, const int states) {
  for (long stage = method->stages + 1; stage < method->all_stages; stage++) {
    combined(method, stage, width, before, stages, scratch, states);
    slopes_of(field, time + method->nodes[stage] * width, scratch, stages + stage * states * 8);
  }
}

static void NAMED(slopes)(const marrow_field *field, double time, const double *state, double *slopes) {
  slopes_of(field, time, state, slopes);
}

static double NAMED(attempt)(
    const marrow_field *field, const marrow_method *method, double time, double width, const double *state,
    double *next, double *stages) {
  return field->states == 5 ? attempted(field, method, time, width, state, next, stages, 5)
                            : attempted(field, method, time, width, state, next, stages, 6);
}

static void NAMED(extend)(
    const marrow_field *field, const marrow_method *method, double time, double width, const double *before,
    double *scratch, double *stages) {
  if (field->states == 5)
    extended(field, method, time, width, before, scratch, stages, 5);
  else
    extended(field, method, time, width, before, scratch, stages, 6);
}

static void NAMED(curve)(
    const marrow_method *method, int index, int states, double width, const double *before, const double *after,
    const double *stages, double *parts, double *values, double *slopes) {
  v8 begin = load(before + index * 8);
  v8 difference = load(after + index * 8) - begin;
  v8 first = all(width) * load(stages + index * 8);
  v8 last = all(width) * load(stages + (method->stages * states + index) * 8);
  v8 part[7];
  part[0] = difference;
  part[1] = first - difference;
  part[2] = all(2.0) * difference - (first + last);
  for (int place = 0; place < 4; place++)
    part[3 + place] = all(width) * row(method, method->all_stages + 2 + place, stages, index, states);
  store(parts, begin);
  for (int place = 0; place < 7; place++) store(parts + (place + 1) * 8, part[place]);
  for (int end = 0; end < 5; end++) {
    double x = end * 0.25, rest = 1 - x;
    v8 y = all(x) * part[6], slope = part[6];
    for (int place = 5; place >= 0; place--) {
      double factor = place % 2 == 0 ? x : rest;
      y += part[place];
      slope = slope * all(factor) + (place % 2 == 0 ? y : -y);
      y *= all(factor);
    }
    store(values + end * 8, begin + y);
    store(slopes + end * 8, slope / all(width));
  }
}

static void NAMED(exponentials)(const double *x, double *y) { store(y, exponential(load(x))); }
static void NAMED(logarithms)(const double *x, double *y) { store(y, logarithm(load(x))); }

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)

const marrow_variant NAMED(marrow_variant) = {
    TEXT(VARIANT),      NAMED(slopes), NAMED(attempt),      NAMED(extend),
    NAMED(curve), NAMED(exponentials), NAMED(logarithms),
};
