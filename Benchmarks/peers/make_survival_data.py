# SPDX-License-Identifier: Apache-2.0
"""Made survival data for the peers and the benchmark: survival.csv, intervals.csv and competing.csv. Standard library only; the same seed gives the same files."""
import argparse
import math
import os
import random

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("directory")
parser.add_argument("--rows", type=int, default=1_000_000, help="rows of survival.csv and competing.csv (1000000)")
parser.add_argument("--intervals", type=int, default=100_000, help="rows of intervals.csv (100000)")
parser.add_argument("--seed", type=int, default=20240229)
arguments = parser.parse_args()
os.makedirs(arguments.directory, exist_ok=True)


def table(name, header, lines):
    with open(os.path.join(arguments.directory, name), "w", newline="") as file:
        file.write(header + "\n")
        file.writelines(lines)


def follow_up(source):
    """Days from entry to the cut at day 1460: entry spread over the first 1401 days."""
    return 60 + source.randrange(1401)


def survival(rows, source):
    """Exponential, 1/500 a day at baseline; group and x1 binary, x2 to x5 standard normal to 2 decimals. Whole days, rounded up."""
    for _ in range(rows):
        group = source.randrange(2)
        x1 = source.randrange(2)
        x2, x3, x4, x5 = (round(source.gauss(0, 1), 2) + 0.0 for _ in range(4))
        risk = math.exp(-0.3 * group + 0.4 * x1 + 0.25 * x2 - 0.2 * x3 + 0.1 * x4)  # x5 has no effect
        time = max(1, math.ceil(source.expovariate(risk / 500)))
        cut = follow_up(source)
        yield f"{min(time, cut)},{1 if time <= cut else 0},{group},{x1},{x2},{x3},{x4},{x5}\n"


def intervals(rows, source):
    """
    Weeks, half open: the event lies in (left, right]. A visit every 8 weeks to week 208, each up to 1 week early or late,
    one in five missed, and one patient in ten lost at a random week. No event seen: right is empty. Event times are Weibull, shape 1.3.
    """
    for _ in range(rows):
        time = source.weibullvariate(90, 1.3)
        lost = source.uniform(0, 208) if source.random() < 0.1 else math.inf
        left, right = 0, ""
        for planned in range(8, 209, 8):
            visit = planned + source.randrange(-1, 2)
            if visit > lost:
                break
            if source.random() < 0.2:
                continue
            if time <= visit:
                right = visit
                break
            left = visit
        yield f"{left},{right}\n"


def competing(rows, source):
    """Two exponential causes, the first 1/600 a day (times 0.8 in group 1), the second 1/1200 (times 1.2). State 0 is censored. Whole days."""
    for _ in range(rows):
        group = source.randrange(2)
        first = source.expovariate((0.8 if group else 1.0) / 600)
        second = source.expovariate((1.2 if group else 1.0) / 1200)
        time = max(1, math.ceil(min(first, second)))
        cut = follow_up(source)
        state = 0 if time > cut else 1 if first <= second else 2
        yield f"{min(time, cut)},{state},{group}\n"


# One source for each file: the length of one does not change another.
table("survival.csv", "time,event,group,x1,x2,x3,x4,x5", survival(arguments.rows, random.Random(arguments.seed)))
table("intervals.csv", "left,right", intervals(arguments.intervals, random.Random(arguments.seed + 1)))
table("competing.csv", "time,state,group", competing(arguments.rows, random.Random(arguments.seed + 2)))
