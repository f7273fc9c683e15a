#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Derives a registry on Apache Spark: every partition of the lines goes through `verlauf derive`, which stands on every worker; Spark schedules, retries and ships.

    derive.py PATIENTS HEAD OUTCOMES --verlauf /usr/local/bin/verlauf [--master 'local[2]'] [--partitions 7]

PATIENTS are lines as `verlauf write ndjson` writes them; a line that is the head is passed over. HEAD is a file that begins with the head. OUTCOMES is a folder that is not there: a part for each
partition, which `verlauf merge OUTCOMES/part-* --study HEAD` adds up.
"""
import argparse, shlex

from pyspark import SparkFiles
from pyspark.sql import SparkSession


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("patients")
    arguments.add_argument("head")
    arguments.add_argument("outcomes")
    arguments.add_argument("--verlauf", default="verlauf")
    arguments.add_argument("--master", default="local[2]")
    arguments.add_argument("--partitions", type=int, default=7)
    options = arguments.parse_args()
    spark = SparkSession.builder.master(options.master).appName("verlauf derive").config("spark.ui.enabled", "false").getOrCreate()
    context = spark.sparkContext
    context.setLogLevel("ERROR")
    context.addFile(options.head)
    name = options.head.rsplit("/", 1)[-1]
    verlauf = shlex.quote(options.verlauf)

    def derive(lines):
        """One process a partition. It exits with 1 where lines could not be read, which are lines too; anything else fails the task, and Spark runs it again."""
        import subprocess, tempfile

        with tempfile.TemporaryFile() as patients:
            for line in lines:
                patients.write(line.encode() + b"\n")
            patients.seek(0)
            head = SparkFiles.get(name)
            process = subprocess.Popen(f"{verlauf} derive --study {shlex.quote(head)} --from - --to -", shell=True, stdin=patients, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            for line in process.stdout:
                yield line.decode().rstrip("\n")
            if process.wait() not in (0, 1):
                raise RuntimeError(f"verlauf derive exited with {process.returncode}")

    patients = context.textFile(options.patients, options.partitions).filter(lambda line: not line.startswith('{"head":'))
    patients.repartition(options.partitions).mapPartitions(derive).saveAsTextFile(options.outcomes)
    spark.stop()


main()
