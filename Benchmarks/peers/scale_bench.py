#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time and peak memory of `verlauf derive` and `verlauf merge` over so many invented courses, in one process each and through a pipe.

    scale_bench.py FOLDER-WITH-PROGRAM [PATIENTS ...]
"""
import os, resource, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
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
        print(f"{size:>9} input {os.path.getsize(patients) / 1e6:.1f} MB, outcomes {os.path.getsize(outcomes) / 1e6:.1f} MB", flush=True)
