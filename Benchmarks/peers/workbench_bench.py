#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the pages of the workbench, and its memory, at so many patients of 24 entries in one file; beside them what Python's own file server takes for a
file of the same size on the same machine in the same run.

    workbench_bench.py FOLDER-WITH-PROGRAMS [PATIENTS ...] [--requests 10000]

The study is made up: every patient has a diagnosis, metastases, a surgery, three lines with doses, assessments, toxicity and a last contact. Times are of a page
that was asked for once before, since the first page after a save derives the study; that time is told too.
"""
import collections
import http.client, http.server, os, re, shutil, statistics, subprocess, sys, tempfile, threading, time, urllib.parse

PROGRAMS = sys.argv[1]
numbers = [a for a in sys.argv[2:] if not a.startswith("--")]
REQUESTS = int(numbers.pop()) if "--requests" in sys.argv else 0
SIZES = [int(n) for n in numbers] or [1000, 10000]


def patient(number):
    year = 2010 + number % 8
    month = 1 + number % 12
    lines = [f"patient: P{number}", f"sex: {'female' if number % 2 else 'male'}", f"age: {40 + number % 40} at diagnosis", "course:",
             f"  - diagnosis: leiomyosarcoma\n    when: {year}-{month:02}-05", f"  - metastases: [lung]\n    when: {year}-{month:02}-20",
             f"  - surgery: resection\n    when: {year}-{month:02}-25"]
    for line in range(3):
        start = year + line + 1
        drug = ["doxorubicin", "gemcitabine", "pazopanib"][line]
        dose = ["75 mg/m2", "1000 mg/m2", "800 mg"][line]
        lines.append(f"  - therapy: {drug}\n    id: line-{line + 1}\n    when: {start}-{month:02}-01\n    ends: {start}-{month:02}-28\n    cycles: 1\n    every: 21 d\n"
                     f"    phases: [{{dose: {dose}, days: 1}}]")
        for visit in range(5):
            lines.append(f"  - assessment: CT\n    id: ct-{line}-{visit}\n    response: {['SD', 'PR', 'SD', 'SD', 'PD'][visit]}\n    criteria: RECIST 1.1\n    of: line-{line + 1}\n"
                         f"    when: {start}-{month:02}-{5 + visit * 5:02}")
    lines.append(f"  - toxicity: neutropenia\n    grade: 3\n    of: line-1\n    when: {year + 1}-{month:02}-15")
    lines.append(f"  - quality of life: good\n    when: {year + 4}-{month:02}-15")
    lines.append(f"  - last contact: true\n    when: {year + 5}-{month:02}-15")
    return "\n".join(lines) + "\n"


class Browser:
    def __init__(self, address):
        at = urllib.parse.urlparse(address)
        self.host, self.cookie = at.netloc, None
        status, headers, _ = self.ask("GET", at.path + "?" + at.query)
        self.cookie = headers["set-cookie"].split(";")[0]
        token = re.search(r'name="token" value="([0-9a-f]{64})"', self.ask("GET", "/settings")[2]).group(1)
        self.ask("POST", "/settings", urllib.parse.urlencode({"token": token, "author": "Bench", "language": "en", "theme": ""}))

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.host, timeout=600)
        headers = {"Sec-Fetch-Site": "same-origin"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if body is not None:
            headers |= {"Origin": "http://" + self.host, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status >= 400:
            raise SystemExit(f"{path}: {answer.status} {text[:300]}")
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, text

    def median(self, path, times=15):
        first = time.perf_counter()
        size = len(self.ask("GET", path)[2].encode())
        first = time.perf_counter() - first
        took = []
        for _ in range(times):
            begin = time.perf_counter()
            self.ask("GET", path)
            took.append(time.perf_counter() - begin)
            time.sleep(0.03)
        return statistics.median(took) * 1000, size, first


def memory(process):
    with open(f"/proc/{process.pid}/status") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024


def peer(size):
    """Python's file server with a page of so many bytes."""
    folder = tempfile.mkdtemp()
    with open(os.path.join(folder, "page.html"), "w") as file:
        file.write("x" * size)
    handler = lambda *a, **k: http.server.SimpleHTTPRequestHandler(*a, directory=folder, **k)
    http.server.SimpleHTTPRequestHandler.log_message = lambda *a: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    took = []
    for _ in range(15):
        begin = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
        connection.request("GET", "/page.html")
        connection.getresponse().read()
        connection.close()
        took.append(time.perf_counter() - begin)
    server.shutdown()
    shutil.rmtree(folder)
    return statistics.median(took) * 1000


def bench(count):
    folder = tempfile.mkdtemp(prefix="verlauf-workbench-")
    os.makedirs(folder + "/study/patients")
    with open(folder + "/study/study.yaml", "w") as file:
        file.write("study: Bench\ndata cut-off: 2024-12-31\n")
    for number in range(1, count + 1):
        with open(f"{folder}/study/patients/P{number}.yaml", "w") as file:
            file.write(patient(number))
    subprocess.run([PROGRAMS + "/verlauf", "import", folder + "/study", folder + "/study.verlauf", "--by", "Bench"], check=True, stdout=subprocess.DEVNULL)
    program = subprocess.Popen([PROGRAMS + "/verlauf-workbench", "serve", "--no-browser", folder + "/study.verlauf"], cwd=folder,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        browser = Browser(program.stdout.readline().strip())
        text = browser.ask("GET", "/s")[2]
        one = re.search(r'href="(/p/[0-9]+)"', text).group(1)
        entry = re.search(r'href="(/p/[0-9]+/e/[0-9]+)"', browser.ask("GET", one)[2]).group(1)
        print(f"\n{count} patients of 24 entries; {memory(program):.0f} MB after the first pages")
        print(f"{'page':24} {'median':>9} {'first':>9} {'size':>9} {'file server':>12}")
        for name, path in [("study", "/s"), ("patient", one), ("entry", entry), ("new therapy", one + "/new/therapy"), ("next dose", one + "/dose"),
                           ("on one page", one + "/summary"), ("findings", "/f"), ("history", "/h")]:
            median, size, first = browser.median(path)
            print(f"{name:24} {median:6.1f} ms {first * 1000:6.0f} ms {size / 1000:6.0f} kB {peer(size):9.1f} ms", flush=True)
        if REQUESTS:
            begin = time.perf_counter()
            before = memory(program)
            paths = [one, entry, "/f", "/s", "/h"]
            time.sleep(10.2)
            asked = collections.deque()
            for number in range(REQUESTS):
                # A browser may ask 400 times in 10 s, also after the machine was busy.
                if len(asked) == 380:
                    time.sleep(max(0, asked.popleft() + 10.2 - time.perf_counter()))
                asked.append(time.perf_counter())
                browser.ask("GET", paths[number % len(paths)])
            print(f"{REQUESTS} requests in {time.perf_counter() - begin:.0f} s: memory {before:.0f} MB before, {memory(program):.0f} MB after")
    finally:
        program.terminate()
        program.wait()
        shutil.rmtree(folder)


for size in SIZES:
    bench(size)
