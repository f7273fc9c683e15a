#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time and peak memory of `verlauf derive` and `verlauf merge` over so many invented courses, in one process each and through a pipe, and of `verlauf cohort` over a
folder with a file a patient (up to 10,000). Before them what one start, and one report of the published series, takes.

    scale_bench.py FOLDER-WITH-PROGRAM [PATIENTS ...]
"""
import json, os, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
PAPER = os.path.join(HERE, "..", "..", "Examples", "gemcitabine-maintenance")
VERLAUF = os.path.join(sys.argv[1], "verlauf")
SIZES = [int(n) for n in sys.argv[2:]] or [1000, 10000, 100000]


def run(arguments, stdin=None, stdout=subprocess.DEVNULL):
    """Seconds, processor seconds and the most memory (MB) of a process."""
    started = time.monotonic()
    process = subprocess.Popen(arguments, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)
    message = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(arguments)}: {message}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def folder_of(lines, folder):
    """The same courses as a study folder: what is JSON is YAML."""
    os.makedirs(os.path.join(folder, "patients"))
    head = json.loads(lines.readline())
    del head["head"]
    with open(os.path.join(folder, "study.yaml"), "w") as file:
        file.write("".join(f"{key}: {value}\n" for key, value in head.items()))
    for line in lines:
        with open(os.path.join(folder, "patients", json.loads(line)["patient"] + ".yaml"), "w") as file:
            file.write(line)


def least(name, arguments, times):
    """The least of some runs, which is what the program itself takes."""
    found = [run(arguments) for _ in range(times)]
    seconds, processor, memory = (min(values) for values in zip(*found))
    print(f"{name}: {seconds * 1000:.0f} ms, CPU {processor * 1000:.0f} ms, {memory:.0f} MB (least of {times})", flush=True)


with tempfile.TemporaryDirectory(prefix="verlauf-scale-") as out:
    least("start (--version)", [VERLAUF, "--version"], 10)
    least("outcomes of the published series", [VERLAUF, "outcomes", PAPER, "--format", "csv"], 5)
    report = [VERLAUF, "report", PAPER, "--out", os.path.join(out, "report")]
    least("report of the published series, without PDF and PNG", report + ["--no-prints"], 5)
    least("report of the published series", report, 3)

with tempfile.TemporaryDirectory(prefix="verlauf-scale-") as folder:
    print(f"{'patients':>9} {'step':<22} {'s':>8} {'CPU s':>8} {'µs a patient':>13} {'MB':>7}", flush=True)
    for size in SIZES:
        patients, outcomes = os.path.join(folder, "patients.ndjson"), os.path.join(folder, "outcomes.ndjson")
        with open(patients, "w") as file:
            subprocess.run([sys.executable, os.path.join(HERE, "make_courses.py"), str(size)], stdout=file, check=True)

        def tell(step, result):
            seconds, processor, memory = result
            print(f"{size:>9} {step:<22} {seconds:>8.2f} {processor:>8.2f} {seconds / size * 1e6:>13.0f} {memory:>7.0f}", flush=True)

        if os.path.exists(outcomes):
            os.remove(outcomes)
        tell("derive", run([VERLAUF, "derive", "--from", patients, "--to", outcomes]))
        with open(patients) as file:
            tell("derive, through a pipe", run([VERLAUF, "derive", "--from", "-", "--to", "-"], stdin=file))
        tell("merge", run([VERLAUF, "merge", outcomes, "--study", patients, "--format", "csv"]))
        if size <= 10000:
            study = os.path.join(folder, f"study-{size}")
            with open(patients) as file:
                folder_of(file, study)
            tell("cohort of a folder", run([VERLAUF, "cohort", study, "--anchor", "line-1", "--format", "csv"]))
        print(f"{size:>9} input {os.path.getsize(patients) / 1e6:.1f} MB, outcomes {os.path.getsize(outcomes) / 1e6:.1f} MB", flush=True)
