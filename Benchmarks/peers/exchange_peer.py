# SPDX-License-Identifier: Apache-2.0
"""What other readers do with the same files: python3 exchange_peer.py json|orjson|resources|lxml|pandas|duckdb FOLDER, each in a process of its own."""
import pathlib
import resource
import sys
import time

what, folder = sys.argv[1], pathlib.Path(sys.argv[2])
exports = sorted((folder / "fhir").glob("*.ndjson"))
try:
    if what == "resources":
        from fhir.resources import construct_fhir_element
    elif what == "orjson":
        import orjson
    elif what == "lxml":
        from lxml import etree
    elif what == "pandas":
        import pandas
    elif what == "duckdb":
        import duckdb
except ImportError as error:
    print(f"peer: {error}; skipped")
    sys.exit(0)
import json

begin = time.process_time()
count = 0
if what in ["json", "orjson"]:
    name, paths = f"Python's {what}, a line a value", exports
    loads = json.loads if what == "json" else orjson.loads
    for path in paths:
        with open(path, "rb") as file:
            for line in file:
                loads(line)
                count += 1
elif what == "resources":
    # One file of a type is enough: it is slow.
    name, paths = "fhir.resources 6.4.0, validated", [folder / "fhir/Observation.ndjson"]
    for path in paths:
        with open(path, "rb") as file:
            for line in file:
                construct_fhir_element("Observation", json.loads(line))
                count += 1
                if count == 4000:
                    break
            size = file.tell() / 1e6
elif what == "lxml":
    name, paths = "lxml, a tree of the whole file", [folder / "reports.xml"]
    count = sum(1 for element in etree.parse(str(paths[0])).iter() if isinstance(element.tag, str) and element.tag.endswith("}Patient"))
elif what == "pandas":
    name, paths = "pandas read_csv", [folder / "table.csv"]
    count = len(pandas.read_csv(paths[0]))
elif what == "duckdb":
    name, paths = "DuckDB read_csv into a table", [folder / "table.csv"]
    connection = duckdb.connect()
    connection.execute("set threads to 1")
    connection.execute(f"create table rows as select * from read_csv('{paths[0]}', all_varchar = true)")
    count = connection.execute("select count(*) from rows").fetchone()[0]
seconds = time.process_time() - begin
if what != "resources":
    size = sum(path.stat().st_size for path in paths) / 1e6
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
print(f"{name:48}  {size:8.1f} MB {seconds:8.2f} s of a core {size / max(seconds, 1e-9):8.2f} MB/s {peak:8.0f} MB peak  {count}")
