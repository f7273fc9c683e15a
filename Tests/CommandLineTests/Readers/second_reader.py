# SPDX-License-Identifier: Apache-2.0
"""Reads everything that leaves Verlauf with pandas, and estimates again with lifelines.

second_reader.py FOLDER, where FOLDER has
  report/        a report, and cohort/ a folder of `verlauf cohort --by sex --test-small --median first`
  cohort.json    the tables of the same command as JSON, outcomes.json and wide.csv, codebook.csv of `verlauf outcomes`

Prints `read` with what was compared, or raises.
"""
import json
import math
import pathlib
import re
import sys

import pandas

folder = pathlib.Path(sys.argv[1])
counts = {"csv": 0, "json": 0, "numbers": 0, "pairs": 0, "estimates": 0}


def no_constant(word):
    raise AssertionError(f"{word} is no JSON")


def no_twins(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"twice: {names}"
    return dict(pairs)


def near(one, other, tolerance=1e-7):
    if math.isinf(one) or math.isinf(other):
        return one == other
    return abs(one - other) <= tolerance * max(1, abs(one), abs(other))


# Columns behind those of print: their names end in what they hold.
typed = re.compile(r": (from|to|lower limit|upper limit|value|n|N|n with open|event|estimate)(,.*)?$")


def read(path):
    """A table, each typed column as numbers."""
    texts = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert not any(name.startswith("Unnamed") for name in texts.columns), f"{path}: a column without a name"
    assert len(set(texts.columns)) == len(texts.columns), f"{path}: a name twice"
    for name in texts.columns:
        if typed.search(name):
            # Every digit: the fast reader of pandas rounds the last ones.
            texts[name] = texts[name].map(lambda text: float(text) if text else float("nan"))
            counts["numbers"] += int(texts[name].notna().sum())
    counts["csv"] += 1
    return texts


# 1. Every file is read, every JSON strictly.
tables = {path.stem: read(path) for path in sorted(folder.rglob("*.csv"))}
documents = {}
for path in sorted(folder.rglob("*.json")):
    documents[path.name] = json.loads(
        path.read_text(encoding="utf-8"), parse_constant=no_constant, object_pairs_hook=no_twins)
    counts["json"] += 1

# 2. Types of the wide rows are those of the codebook.
book = pandas.read_csv(folder / "codebook.csv", keep_default_na=False).set_index("column")
wide = pandas.read_csv(folder / "wide.csv")
assert list(wide.columns) == list(book.index)
for name in wide.columns:
    filled = wide[name].dropna()
    if book.type[name] == "number":
        assert pandas.api.types.is_numeric_dtype(wide[name]), name
    elif book.type[name] == "0/1":
        assert set(filled) <= {0, 1}, name
    elif book.type[name] == "date":
        pandas.to_datetime(filled, format="%Y-%m-%d", errors="raise")
    counts["numbers"] += len(filled)

# 3. Each number of the JSON of a cohort stands in the CSV of its table.
for table in documents["cohort.json"]:
    rows = tables[table["name"]]
    assert len(rows) == len(table["rows"]), table["name"]
    for column in table["columns"]:
        key = column["key"]
        stem = key.split(", ")[0].split(" (")[0]
        for index, row in enumerate(table["rows"]):
            value = row[key]
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                if column["kind"] == "p":
                    assert float(rows[f"{stem}: value"].iloc[index]) == value, (table["name"], key, index)
                else:
                    # A plain number, with the decimals of print.
                    text = str(rows[key].iloc[index])
                    decimals = len(text.partition(".")[2])
                    assert abs(float(text) - value) <= 0.5000001 * 10**-decimals, (table["name"], key, index, text, value)
                counts["pairs"] += 1
            if isinstance(value, dict):
                for part, number in value.items():
                    if isinstance(number, bool) or not isinstance(number, (int, float)):
                        continue
                    places = [name for name in rows.columns if name.startswith(f"{stem}: {part}")]
                    assert places, (table["name"], key, part)
                    assert any(
                        pandas.notna(rows[name].iloc[index]) and near(rows[name].iloc[index], number, 1e-8)
                        for name in places), (table["name"], key, part, index)
                    counts["pairs"] += 1

# 4. The estimates again, from the rows that left the program.
import lifelines
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test

first = wide[wide.line == 1]
for name, end_point in (("os", "OS"), ("pfs", "PFS")):
    own = first.dropna(subset=[f"{name}_lower_months"])
    exact = own[(own[f"{name}_lower_months"] == own[f"{name}_upper_months"]) | (own[f"{name}_event"] == 0)]
    assert len(exact) == len(own), "times between bounds are not Kaplan and Meier's"
    times, events = own[f"{name}_lower_months"], own[f"{name}_event"]
    overall = documents["cohort.json"]
    survival = next(table for table in overall if table["name"].endswith("-survival"))["rows"]
    for group in [None] + sorted(set(own.sex)):
        rows = own.sex == group if group else own.sex == own.sex
        curve = KaplanMeierFitter().fit(times[rows], events[rows])
        row = next(r for r in survival if r["End point"] == end_point and r["Group"] == (group or "all"))
        assert row["n"] == int(rows.sum()) and row["Events"] == int(events[rows].sum())
        median = next(value for key, value in row.items() if key.startswith("Median"))
        expected = curve.median_survival_time_
        found = median["from"] if isinstance(median, dict) else None
        assert (found is None and math.isinf(expected)) or near(found, expected), (end_point, group, found, expected)
        for key, value in row.items():
            month = re.match(r"At ([\d.]+) mo", key)
            if month and isinstance(value, dict) and value.get("from") is not None:
                assert near(value["from"], 100 * float(curve.predict(float(month[1])))), (end_point, group, key)
                counts["estimates"] += 1
        if group:
            steps = tables[f"figure-{name}"]
            steps = steps[(steps.curve == group) & (steps.kind == "step")]
            limits = curve.confidence_interval_
            for step in steps.itertuples():
                at = min(curve.survival_function_.index, key=lambda time: abs(time - float(step.time)))
                assert near(float(step.survival), float(curve.survival_function_.loc[at].iloc[0]), 1e-6)
                low, high = limits.loc[at]
                if str(step.lower) not in ("", "nan"):
                    assert near(float(step.lower), low, 1e-6) and near(float(step.upper), high, 1e-6), (name, at)
                counts["estimates"] += 1
    groups = sorted(set(own.sex))
    one, other = (own.sex == group for group in groups)
    test = logrank_test(times[one], times[other], events[one], events[other])
    comparison = next(table for table in documents["cohort.json"] if table["name"].endswith("-comparison"))["rows"]
    rows = [row for row in comparison if row["End point"] == end_point]
    p = next(row["p"] for row in rows if isinstance(row["p"], float))
    assert near(p, test.p_value, 1e-6), (end_point, p, test.p_value)
    frame = pandas.DataFrame({"time": times, "event": events, "x": (own.sex == groups[1]).astype(int)})
    ratio = math.exp(CoxPHFitter().fit(frame, "time", "event").params_["x"])
    found = next(row["Hazard ratio"]["from"] for row in rows if row["Group"] == groups[1])
    assert near(found, ratio, 1e-4), (end_point, found, ratio)
    counts["estimates"] += 2

print("read", *(f"{count} {name}" for name, count in counts.items()), f"pandas {pandas.__version__}", f"lifelines {lifelines.__version__}")
