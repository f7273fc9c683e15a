// SPDX-License-Identifier: Apache-2.0

// Steps of the equations of the marrow for eight patients at once, with one width of step. The plain path in Swift is the reference; every variant here does the
// same operations in the same order without contraction, so that all of them give the same bits.

#ifndef CMARROW_H
#define CMARROW_H

// So many patients are one batch.
#define MARROW_LANES 8
// No structure that is solved here has more states.
#define MARROW_MOST_STATES 6

// Which equations.
typedef enum { MARROW_DRUGS = 0, MARROW_GROWTH_FACTOR = 1 } marrow_equations;

// A drug in plasma over a stretch of constant infusion: the sum of its modes, in mg. Rows of eight come first, and what follows fills whole rows, so that each lies
// on one line of the cache where the whole does.
typedef struct {
  double rates[3][MARROW_LANES];
  double fading[3][MARROW_LANES];
  double steady[MARROW_LANES];
  // After so many hours nothing is left of a mode in any lane.
  double until[3];
  long modes;
  double unused[4];
} marrow_drug;

// The parameters of eight patients, named as in MarrowField.
typedef struct {
  marrow_drug first, second;
  double transit[MARROW_LANES], log_baseline[MARROW_LANES], feedback[MARROW_LANES];
  double effect[MARROW_LANES], second_effect[MARROW_LANES];
  double a[MARROW_LANES], b[MARROW_LANES], c[MARROW_LANES], d[MARROW_LANES], e[MARROW_LANES], f[MARROW_LANES],
      g[MARROW_LANES];
  double origin;
  marrow_equations equations;
  int states;
} marrow_field;

// A coefficient of a stage.
typedef struct {
  long stage;
  double factor;
} marrow_term;

// The coefficients of the method: the terms of row r are those from bounds[r] to bounds[r + 1].
typedef struct {
  const marrow_term *terms;
  const long *bounds;
  const double *nodes;
  long stages, all_stages;
  double relative, absolute;
} marrow_method;

// What a variant does. States and stages are rows of eight.
typedef struct {
  const char *name;
  // The slopes of a state at a time.
  void (*slopes)(const marrow_field *field, double time, const double *state, double *slopes);
  // A step from `state` into `next`; the greatest error of the eight in units of what is allowed, infinite where it cannot be told.
  double (*attempt)(
      const marrow_field *field, const marrow_method *method, double time, double width, const double *state,
      double *next, double *stages);
  // The stages that the interpolant needs, from the state before the step.
  void (*extend)(
      const marrow_field *field, const marrow_method *method, double time, double width, const double *before,
      double *scratch, double *stages);
  // The interpolant of one state: its begin and seven parts, and its values and slopes at the five ends of the quarters of the step.
  void (*curve)(
      const marrow_method *method, int index, int states, double width, const double *before, const double *after,
      const double *stages, double *parts, double *values, double *slopes);
  // Exponentials and logarithms, for tests.
  void (*exponentials)(const double *x, double *y);
  void (*logarithms)(const double *x, double *y);
} marrow_variant;

// The variants that this machine runs, the widest first; returns how many there are, at most `most`.
int marrow_variants(const marrow_variant **found, int most);

#endif
