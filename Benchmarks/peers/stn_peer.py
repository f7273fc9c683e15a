# SPDX-License-Identifier: Apache-2.0
"""The same temporal network by SciPy's Floyd-Warshall, in one process: the peer of the first line of the benchmark."""
import csv
import sys
import time

try:
    import numpy
    from scipy.sparse.csgraph import floyd_warshall
except ImportError:
    print("peer: numpy and scipy are not installed; skipped")
    sys.exit(0)

rows = [tuple(map(int, row)) for row in csv.reader(open(sys.argv[1]))]
size = 1 + max(max(row[0], row[1]) for row in rows)


def resolve():
    matrix = numpy.full((size, size), numpy.inf)
    numpy.fill_diagonal(matrix, 0)
    for start, end, low, high in rows:
        matrix[start, end] = min(matrix[start, end], high)
        matrix[end, start] = min(matrix[end, start], -low)
    # csgraph reads 0 as "no edge" only in sparse input; a dense masked array keeps it.
    return floyd_warshall(numpy.ma.masked_invalid(matrix))


resolve()
begin = time.perf_counter()
for _ in range(200):
    distances = resolve()
print(f"{'peer: SciPy Floyd-Warshall on the same network':<58} {(time.perf_counter() - begin) / 200 * 1000:12.3f} ms")
