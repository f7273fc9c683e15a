# SPDX-License-Identifier: Apache-2.0
"""The same populations by SciPy: LSODA, which knows stiffness, and DOP853 at a relative 1e-6, piecewise between begins and ends of infusions, the kinetics as compartments.

Some patients are solved and the work of the core is given for as many as the benchmark solves.
"""

import time

try:
    import numpy as np
    import scipy
    from scipy.integrate import solve_ivp
except ImportError:
    print("peer: scipy is not installed; skipped")
    raise SystemExit(0)

CL, V1, Q, V2, CIRC0, MTT, GAMMA, SLOPE = 162.0, 15.0, 42.0, 15.0, 5.05, 88.7, 0.161, 1.8
SPREAD = {"CL": 0.31, "CIRC0": 0.42, "MTT": 0.16}


def patient(random):
    def varied(value, share):
        return value * np.exp(np.sqrt(np.log1p(share**2)) * random.standard_normal())

    slope = SLOPE * np.exp(np.sqrt(0.1284) * random.standard_normal())
    return varied(CL, SPREAD["CL"]), varied(CIRC0, SPREAD["CIRC0"]), varied(MTT, SPREAD["MTT"]), slope


def course(values, days, last_day, method):
    cl, circ0, mtt, slope = values
    ktr = 4 / mtt

    def slopes(_, y, rate):
        c, p, t1, t2, t3, n = y[0] / V1, y[2], y[3], y[4], y[5], y[6]
        back = (circ0 / n) ** GAMMA
        return [
            rate - (cl + Q) * c + Q / V2 * y[1], Q * c - Q / V2 * y[1],
            ktr * p * ((1 - slope * c) * back - 1), ktr * (p - t1), ktr * (t1 - t2), ktr * (t2 - t3), ktr * (t3 - n),
        ]

    state = [0.0, 0.0] + [circ0] * 5
    changes = [(24.0 * (day - 1) + shift, rate) for day in days for shift, rate in ((0.0, 3600.0), (0.5, 0.0))]
    ends = [when for when, _ in changes[1:]] + [24.0 * last_day]
    daily = np.arange(0.0, 24.0 * last_day + 1, 24.0)
    least = circ0
    for (start, rate), end in zip(changes, ends):
        inside = daily[(daily >= start) & (daily <= end)]
        found = solve_ivp(
            slopes, (start, end), state, method=method, rtol=1e-6, atol=1e-9, args=(rate,), t_eval=np.union1d(inside, [end]))
        least = min(least, found.y[6].min())
        state = found.y[:, -1]
    return least


def measure(name, method, days, last_day, patients, times):
    random = np.random.default_rng(1)
    own = [patient(random) for _ in range(patients)]
    begin = time.process_time()
    for values in own:
        course(values, days, last_day, method)
    took = (time.process_time() - begin) / patients * times
    print(f"peer: scipy {scipy.__version__} {method}, {name}: {took:.1f} s on one core (of {patients} solved)")


for method, patients in (("LSODA", 20), ("DOP853", 4)):
    measure("five alternatives over 1000 draws, 28 days, 3 doses", method, [1, 8, 15], 28, patients, 5000)
    measure(
        "1000 patients, 168 days, 18 doses", method, [28 * cycle + day for cycle in range(6) for day in (1, 8, 15)], 168,
        patients, 1000)
