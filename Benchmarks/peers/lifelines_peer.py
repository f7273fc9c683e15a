# SPDX-License-Identifier: Apache-2.0
"""
Survival statistics by lifelines, beside the same ones by Verlauf:
  python3 lifelines_peer.py DIRECTORY [METHOD ...]
DIRECTORY holds survival.csv, intervals.csv and, if wanted, competing.csv, as make_survival_data.py writes them.
METHOD: kaplan-meier log-rank cox turnbull cumulative-incidence; all of them if none is named.

Seconds: wall time of the call that fits, reading excluded; the best of 3 runs, or the first alone if it took over 60 s.
Peak: the most memory of the whole process in the first run (ru_maxrss of getrusage, reset before it where Linux allows), in
MB (10^6 bytes), data and Python itself included; in brackets the peak before. Each method runs in a process of its own.
"""
import gc
import os
import resource
import subprocess
import sys
import time
import warnings

KNOWN = ["kaplan-meier", "log-rank", "cox", "turnbull", "cumulative-incidence"]
if len(sys.argv) < 2 or not set(sys.argv[2:]) <= set(KNOWN):
    sys.exit(__doc__)
directory, wanted = sys.argv[1], sys.argv[2:] or KNOWN

try:
    import lifelines
    import numpy
    import pandas
    from lifelines import AalenJohansenFitter, CoxPHFitter, KaplanMeierFitter
    from lifelines.statistics import logrank_test
    from lifelines.utils import median_survival_times
except ImportError:
    print("peer: lifelines not installed; skipped")
    sys.exit(0)

if len(wanted) > 1:
    print(f"Python {sys.version.split()[0]}, numpy {numpy.__version__}, pandas {pandas.__version__}; peak: ru_maxrss, one process a method", flush=True)
    for name in wanted:
        subprocess.run([sys.executable, __file__, directory, name])
    sys.exit(0)

warnings.simplefilter("ignore")


def read(name):
    path = os.path.join(directory, name)
    if not os.path.exists(path):
        print(f"peer: {name} is not there; skipped")
        sys.exit(0)
    return pandas.read_csv(path)


def peak():
    """In MB. The kernel gives kilobytes on Linux, bytes on macOS."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def timed(method, rows, fit):
    gc.collect()
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass
    before, best = peak(), float("inf")
    for run in range(3):
        begin = time.perf_counter()
        result = fit()
        seconds = time.perf_counter() - begin
        if run == 0:
            most = peak()
        best = min(best, seconds)
        if seconds > 60:
            break
        if run < 2:
            del result
            gc.collect()
    print(f"Python lifelines {lifelines.__version__}  {method} {rows} rows  {best:.3f} s  peak {most:.0f} MB ({before:.0f} before)")
    return result


def check(*pairs):
    """One line of check values: name and values, 10 significant digits."""
    shown = (f"{name} {' '.join(f'{value:.10g}' for value in numpy.atleast_1d(values))}" for name, values in pairs)
    print("  check " + "  ".join(shown), flush=True)


def kaplan_meier():
    data = read("survival.csv")
    fit = timed("kaplan-meier", len(data), lambda: KaplanMeierFitter().fit(data.time, data.event))  # its intervals are log-log
    median = fit.median_survival_time_
    interval = median_survival_times(fit.confidence_interval_)
    at = fit.confidence_interval_.loc[median]
    check(("median", median), ("lower", interval.iloc[0, 0]), ("upper", interval.iloc[0, 1]), ("times", len(fit.timeline) - 1))
    check(("S(median)", fit.survival_function_.loc[median].iloc[0]), ("lower", at.iloc[0]), ("upper", at.iloc[1]))
    check(("S(365, 730)", [fit.predict(day) for day in (365, 730)]))


def log_rank():
    data = read("survival.csv")

    def fit():
        first, second = data[data.group == 0], data[data.group == 1]
        return logrank_test(first.time, second.time, first.event, second.event)

    check(("chi-square", timed("log-rank", len(data), fit).test_statistic))


def cox():
    data = read("survival.csv")[["time", "event", "x1", "x2", "x3", "x4", "x5"]]
    # Efron is its only method for ties; the baseline hazard is part of its fit.
    fit = timed("cox", len(data), lambda: CoxPHFitter().fit(data, "time", "event"))
    check(("coefficients", fit.params_))
    check(("std.err", fit.standard_errors_))
    check(("loglik", fit.log_likelihood_))


def turnbull():
    data = read("intervals.csv")
    # It takes closed intervals; weeks are whole, so half a week later is the half-open (left, right].
    left, right = data.left.to_numpy(float) + 0.5, data.right.fillna(numpy.inf).to_numpy(float)
    fit = timed("turnbull", len(data), lambda: KaplanMeierFitter().fit_interval_censoring(left, right))
    upper, lower = fit.survival_function_.iloc[:, 0], fit.survival_function_.iloc[:, 1]
    masses = upper.reindex(left).to_numpy() - lower.reindex(right).to_numpy()
    check(("loglik", numpy.log(masses).sum()), ("S(48, 104, 152)", [lower.loc[week] for week in (48, 104, 152)]))
    print("  note: its EM stops once a step adds less than 1e-5 to the log-likelihood")


def cumulative_incidence():
    data = read("competing.csv")
    print("  note: lifelines has no test of Gray, and spreads tied times at random before it fits; the values differ a little")

    def fit():
        fits = []
        for group in (0, 1):
            rows = data[data.group == group]
            for cause in (1, 2):
                one = AalenJohansenFitter(seed=1).fit(rows.time, rows.state, event_of_interest=cause)
                fits.append((group, cause, one))
        return fits

    for group, cause, one in timed("cumulative-incidence", len(data), fit):
        curve = one.cumulative_density_.iloc[:, 0]
        values = [curve[curve.index <= day + 0.5].iloc[-1] for day in (365, 730)]
        check(("(group cause)", (group, cause)), ("F(365, 730)", values))


{
    "kaplan-meier": kaplan_meier,
    "log-rank": log_rank,
    "cox": cox,
    "turnbull": turnbull,
    "cumulative-incidence": cumulative_incidence,
}[wanted[0]]()
